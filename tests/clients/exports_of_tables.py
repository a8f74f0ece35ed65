"""Tables shaped as real programs export them in the product's languages. Written for these tests."""

_ROW = (
    "{prefix};Ana;;Reis;;Reis Lda;Compras;Diretora;{phone};{mobile};Clientes;"
    "ana@reis.pt.example;SMTP;a.reis@reis.pt.example"
)


def _outlook(header: str, encoding: str, prefix: str = "", delimiter: str = ";") -> bytes:
    """Classic Outlook: a header in its own language, one contact, semicolons where the decimal mark is a comma."""
    rows = f"{header}\r\n{_ROW.format(prefix=prefix, phone='+351 1', mobile='')}\r\n"
    return rows.replace(";", delimiter).encode(encoding)


OUTLOOK: dict[str, bytes] = {
    "en": _outlook(
        "Title;First Name;Middle Name;Last Name;Suffix;Company;Department;Job Title;Business Phone;Mobile Phone;"
        "Categories;E-mail Address;E-mail Type;E-mail 2 Address",
        "cp1252",
        "Dr",
        ",",
    ),
    "it": _outlook(
        "Titolo;Nome;Secondo nome;Cognome;Titolo straniero;Società;Reparto;Posizione;Ufficio;Cellulare;"
        "Categorie;Indirizzo posta elettronica;Tipo posta elettronica;Indirizzo posta elettronica 2",
        "cp1252",
        "Dr",
    ),
    "ru": _outlook(
        "Обращение;Имя;Отчество;Фамилия;Суффикс;Организация;Отдел;Должность;Рабочий телефон;Телефон переносной;"
        "Категории;Адрес эл. почты;Тип эл. почты;Адрес 2 эл. почты",
        "cp1251",
        "Dr",
    ),
    "id": _outlook(
        "Gelar;Nama Depan;Nama Tengah;Nama Belakang;Akhiran;Perusahaan;Departemen;Jabatan;Telepon Bisnis;Ponsel;"
        "Kategori;Alamat Email;Tipe Email;Alamat Email 2",
        "utf-8",
        "Dr",
    ),
    "hi": _outlook(
        "शीर्षक;प्रथम नाम;मध्य नाम;अंतिम नाम;प्रत्यय;कंपनी;विभाग;नौकरी शीर्षक;व्यवसाय फ़ोन;मोबाइल फ़ोन;"
        "श्रेणियाँ;ई-मेल पता;ई-मेल प्रकार;ई-मेल 2 पता",
        "utf-8-sig",
        "Dr",
    ),
    "pt-BR": _outlook(
        "Título;Nome;Segundo nome;Sobrenome;Apelido;Empresa;Departamento;Cargo;Telefone comercial;Telefone celular;"
        "Categorias;Endereço de email;Tipo de email;Endereço de email 2",
        "cp1252",
        "Dr",
    ),
    "pt-PT": _outlook(
        "Título;Nome próprio;Nome do meio;Apelido;Sufixo;Empresa;Departamento;Cargo;Telefone do emprego;Telemóvel;"
        "Categorias;Endereço de correio eletrónico;Tipo de correio eletrónico;Endereço de correio eletrónico 2",
        "cp1252",
        "Dr",
    ),
    "de": _outlook(
        "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;Telefon geschäftlich;Mobiltelefon;"
        "Kategorien;E-Mail-Adresse;E-Mail-Typ;E-Mail 2: Adresse",
        "cp1252",
        "Dr",
    ),
}

OUTLOOK_NEW = (
    b"First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,"
    b"E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile Phone,Business Fax,Job Title,"
    b"Department,Company,Office Location,Manager's Name,Birthday,Notes,Categories\r\n"
    b"Ana,,Reis,Dr,,Nani,,,ana@reis.pt.example,a.reis@reis.pt.example,,,,+351 1,,,+351 9,Diretora,Compras,Reis Lda,"
    b'B2,Mo Nunes,1980-01-01,"likes tea",Clientes\r\n'
)

NUMBERS = (
    b"Client list 2025;;;;\n\nFirst;Last;Organization;Email (work);Phone (mobile)\n"
    b"Ana;Reis;Reis Lda;ana@reis.pt.example;+351 1\n"
)
"""A table that Apple's Numbers exports: a title above the header, semicolons, UTF-8."""

GERMAN_LIST = "Name;Vorname;E-Mail\nMüller;Jürgen;j@mueller.de.example\nvon Berg;Eva;eva@berg.de.example\n".encode()
BARE_LIST = b"Ann Hill,ann@hill.example,+44 20 7946 0000\nBen Stone,ben@stone.example,+44 20 7946 0001\n"
UNKNOWN_HEADER = (
    b"Kunde,Erreichbar unter,Seit,Betreut von\nAnn Hill,ann@hill.example,2019,Jo\nBen Stone,ben@stone.example,2020,Mo\n"
)
