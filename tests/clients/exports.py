"""Exports shaped as real programs write them, from their documented columns. Written for these tests."""

GOOGLE_NEW = (
    b"First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,File As,Organization Name,"
    b"Organization Title,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,"
    b"E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value\r\n"
    b'Anna,,Rossi,,Dott.ssa,Annina,,Rossi Impianti,CEO,1980-01-02,"Likes tea\r\nand quotes """,,'
    b"* myContacts ::: Clients ::: VIP,* Work,anna@rossi.it.example ::: a.rossi@rossi.it.example,Home,"
    b"anna@libero.it.example,Work,+39 02 1 ::: +39 02 2\r\n"
    b"No,,Address,,,,,,,,,,* myContacts,,,,,,\r\n"
)

GOOGLE_OLD = (
    "\ufeffName,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Birthday,Notes,Language,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Title\n"
    "Tom Hale,Tom,,Hale,,,,,it_IT,* My Contacts ::: Clients,* Work,tom@hale.co.uk.example,Work,+44 1,,Hale Ltd,Buyer\n"
).encode()

GOOGLE_UTF16 = GOOGLE_OLD.decode("utf-8-sig").encode("utf-16")

OUTLOOK_CLASSIC = (
    b'"Title","First Name","Middle Name","Last Name","Suffix","Company","Department","Job Title","Business Phone",'
    b'"Mobile Phone","Birthday","Categories","E-mail Address","E-mail Type","E-mail Display Name","E-mail 2 Address",'
    b'"Notes","Spouse"\r\n'
    b'"Dr","Ben","","Stone","","Stone Inc","Ops","Buyer","+1 555 0100","","0/0/00","Clients;Key",'
    b'"ben@stone.us.example","SMTP","Ben Stone","b.stone@stone.us.example","private",""\r\n'
)

OUTLOOK_ITALIAN = (
    '"Titolo";"Nome";"Secondo nome";"Cognome";"Società";"Posizione";"Ufficio";"Categorie";'
    '"Indirizzo posta elettronica";"Indirizzo posta elettronica 2"\r\n'
    '"Sig.ra";"Zoë";"";"Forlì";"Però S.r.l.";"Qualità";"+39 06 1";"Clienti";"zoe@pero.it.example";""\r\n'
).encode("cp1252")

OUTLOOK_EXCHANGE = (
    b"First Name,Last Name,E-mail Address,E-mail 2 Address\n"
    b"Ada,Kent,/O=EXCHANGELABS/OU=GROUP/CN=RECIPIENTS/CN=ADA,ada@kent.co.uk.example\n"
)

CRM = (
    b"Name,Email,Account,Title,Owner,Status,Language,Annual Revenue\n"
    b'"Verdi, Luca",luca@verdi.it.example,Verdi SpA,Buyer,Anna Verdi,Active,Italian,12\n'
)

TAB_TEXT = b"Full name\tE-mail\nJo Field\tjo@field.co.uk.example\n"

APPLE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//macOS 15.1//EN\r\nN:Group;;;;\r\nFN:Clients\r\n"
    b"X-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:AAA-1\r\nUID:G-1\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Rossi;Anna;;Dott.ssa;\r\nFN:Dott.ssa Anna Rossi\r\n"
    b"ORG:Rossi\\; Figli\\, S.r.l.;Vendite\r\nTITLE:Direttrice commer\r\n ciale\r\n"
    b"item1.EMAIL;type=INTERNET:anna@libero.it.example\r\nitem1.X-ABLabel:_$!<Other>!$_\r\n"
    b"EMAIL;type=INTERNET;type=WORK;type=pref:anna@rossi.it.example\r\nTEL;type=CELL:+39 333 1\r\n"
    b"BDAY:1980-01-01\r\nNOTE:BEGIN a story\\nwith lines\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n AAAA\r\n BBBB\r\n"
    b"UID:AAA-1\r\nEND:VCARD\r\n"
)

VCARD_21 = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=\r\n=BCrgen;;;\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\nEMAIL:trap@note.example\r\n"
    b"EMAIL;INTERNET;HOME:j@mueller.co.uk.example\r\nPHOTO;JPEG;ENCODING=BASE64:\r\n AAAA\r\n\r\nEND:VCARD\r\n"
)

VCARD_40 = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:शर्मा सुनीता\nN:शर्मा;सुनीता;;;\nEMAIL;PREF=1:s@sharma.in.example\nLANG;PREF=1:hi\n"
    "TEL;VALUE=uri;TYPE=cell:tel:+91-1\nCATEGORIES:Clients,Key\\, very\nUID:urn:uuid:4\nEND:VCARD\n"
).encode()

BROKEN_MIDDLE = (
    b"BEGIN:VCARD\nVERSION:3.0\nFN:One\nEMAIL:one@a.example\nEND:VCARD\n"
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Two\nEMAIL:two@a.co.example\n"
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Three\nEMAIL;CHARSET=NOPE;QUOTED-PRINTABLE:three=40a.example\nEND:VCARD\n"
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Four\nEMAIL:four@a.example\nEND:VCARD\n"
)
