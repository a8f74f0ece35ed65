"""What a company's name may carry besides its name: its legal form, and words that many names share.

Written as anybody writes them; company_name.py folds them as it folds names.
"""

TRAILING = (
    # English, India
    *("ltd", "limited", "llc", "llp", "lp", "inc", "incorporated", "corp", "corporation", "co", "company", "plc"),
    *("pty ltd", "pte ltd", "pvt ltd", "pvt", "private limited", "public limited company", "cic", "opc"),
    *("प्रा. लि.", "प्रा लि", "प्राइवेट लिमिटेड", "पब्लिक लिमिटेड", "लिमिटेड", "लि."),
    # Italian
    *("s.r.l.", "s.r.l.s.", "s.p.a.", "s.a.p.a.", "s.n.c.", "s.a.s.", "s.s.", "soc. coop.", "scarl", "s.c.p.a."),
    *("società cooperativa", "società a responsabilità limitata", "società per azioni", "a socio unico"),
    *("società in nome collettivo", "unipersonale", "in liquidazione", "società benefit", "s.b."),
    # Russian and its neighbours
    *("ооо", "ао", "оао", "зао", "пао", "нао", "тоо", "ип"),
    # Indonesian
    *("tbk", "persero", "(persero) tbk"),
    # Portuguese, Spanish
    *("ltda", "ltda me", "ltda epp", "eireli", "mei", "s.a.", "s/a", "sgps", "lda", "unipessoal lda", "unipessoal"),
    *("limitada", "sociedade anónima", "sociedade anônima", "s.l.", "s.l.u.", "s.a.u.", "s.a. de c.v."),
    # German
    *("gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "haftungsbeschränkt", "gbr", "e.k.", "e.g.", "e.v.", "se"),
    # French, Dutch, northern and eastern Europe
    *("sarl", "sasu", "eurl", "b.v.", "n.v.", "ab", "a/s", "aps", "oy", "oyj", "s.r.o.", "sp. z o.o.", "d.o.o.", "kft"),
)

LEADING = (
    *("pt", "p.t.", "cv", "ud", "perum", "ооо", "ао", "оао", "зао", "пао", "нао", "тоо", "ип", "ooo", "oao", "zao"),
    *("общество с ограниченной ответственностью", "акционерное общество", "публичное акционерное общество"),
    *(
        "закрытое акционерное общество",
        "индивидуальный предприниматель",
        "the",
        "spett.le",
        "ditta",
        "soc. coop.",
        "s.p.a.",
    ),
    *("società cooperativa", "मेसर्स", "m/s"),
)

AND = ("and", "und", "et", "e", "y", "и", "dan", "एवं", "और")

GENERIC = (
    *("group", "gruppo", "grupo", "groupe", "gruppe", "grup", "группа", "समूह", "holding", "holdings", "холдинг"),
    *("international", "internazionale", "internacional", "internasional", "global", "worldwide", "europe", "europa"),
    *("italia", "italy", "deutschland", "germany", "russia", "россия", "рус", "rus", "india", "इंडिया", "indonesia"),
    *("brasil", "brazil", "portugal", "uk", "usa", "us", "france", "españa", "spain"),
)
"""Words that a company carries in one list and not in the other."""

COMMON = (
    *("studio", "banca", "banco", "bank", "банк", "hotel", "casa", "fratelli", "officine", "farmacia", "clinica"),
    *("consulting", "services", "service", "solutions", "systems", "digital", "media", "design", "trade", "trading"),
    *("торговый", "дом", "завод", "фирма", "toko", "koperasi", "bina", "भारतीय", "श्री", "comercial", "industrias"),
    *("associazione", "associação", "fondazione", "fundação", "university", "università", "universidade", "новый"),
)
"""First words that tell nothing of which company it is."""
