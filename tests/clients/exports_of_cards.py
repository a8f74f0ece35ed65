"""vCards shaped as real programs export them, from the formats' documentation. Written for these tests."""

GOOGLE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Reis\r\nN:Reis;Ana;;Dr;\r\n"
    b"EMAIL;TYPE=INTERNET;TYPE=WORK:ana@reis.pt.example\r\n"
    b"item1.EMAIL;TYPE=INTERNET:a.reis@reis.pt.example\r\nitem1.X-ABLabel:Assistant\r\nTEL;TYPE=CELL:+351 1\r\n"
    b"item2.ORG:Reis Lda;Compras\r\nitem2.TITLE:Diretora\r\nPHOTO:https://photos.example/x\r\nBDAY:1980-01-01\r\n"
    b"NOTE:likes tea\r\nCATEGORIES:Clientes,myContacts\r\nEND:VCARD\r\n"
)

OUTLOOK_21 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nX-MS-SIGNATURE:YES\r\nN;LANGUAGE=pt-pt;CHARSET=Windows-1252:Reis;Ana;;Dr\r\n"
    "FN;CHARSET=Windows-1252:Dr Ana Reis\r\nORG;CHARSET=Windows-1252:Reis Lda;Importação\r\n"
    "TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:Diretora de importa=E7=\r\n=E3o\r\n"
    "TEL;WORK;VOICE:+351 1\r\nTEL;CELL;VOICE:\r\nX-MS-OL-DEFAULT-POSTAL-ADDRESS:0\r\n"
    "EMAIL;INTERNET:a.reis@reis.pt.example\r\nEMAIL;PREF;INTERNET:ana@reis.pt.example\r\n"
    "PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQSkZJRgABAQEAYABgAAD\r\n AAAA\r\n\r\n"
    'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.example/card" ver="1.0"/>\r\nREV:20250101T120000Z\r\n'
    "END:VCARD\r\n"
).encode("cp1252")

NEXTCLOUD = (
    b"BEGIN:VCARD\nVERSION:4.0\nPRODID:-//Nextcloud Contacts v6\nUID:8f6e0c0e-1\nFN:Ana Reis\nN:Reis;Ana;;Dr;\n"
    b"EMAIL;TYPE=HOME;PREF=2:a.reis@reis.pt.example\nEMAIL;TYPE=WORK;PREF=1:ana@reis.pt.example\n"
    b'TEL;VALUE=uri;TYPE="cell,voice":tel:+351-1;ext=5\nORG;SORT-AS="Reis":Reis Lda\nTITLE:Diretora\n'
    b"PHOTO;ENCODING=b;TYPE=image/png:iVBORw0KGgo\n AAAA\nLANG;PREF=1:pt-PT\nCATEGORIES:Clientes\n"
    b"N;ALTID=1;LANGUAGE=ru:\xd0\xa0\xd0\xb5\xd0\xb9\xd1\x88;\xd0\x90\xd0\xbd\xd0\xb0;;;\n"
    b"REV:20250101T120000Z\nEND:VCARD\n"
)

APPLE_COMPANY = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 18.1//EN\r\nN:;;;;\r\n"
    b"FN:Reis Lda\r\nORG:Reis Lda;\r\n"
    b"EMAIL;type=INTERNET;type=WORK;type=pref:info@reis.pt.example\r\nX-ABShowAs:COMPANY\r\n"
    b"PHOTO;ENCODING=b;TYPE=JPEG;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&1&1&x==:/9j/4AAQ\r\n AAAA\r\nEND:VCARD\r\n"
)

ANDROID = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=A0=D0=B5=D0=B9=D1=88;=D0=90=D0=BD="
    b"\r\n"
    b"=D0=B0;;;\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=D0=BD=D0=B0=20=D0=A0=D0=B5=D0=B9=D1=88\r\n"
    b"TEL;CELL:+7 1\r\nEMAIL;WORK:ana@reis.pt.example\r\nEND:VCARD\r\n"
)
