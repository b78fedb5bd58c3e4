"""What `announced` looks for: patterns and numbers, for Python and, as data, for browsers.

Patterns keep to what rules may hold (`model/records/shared_pattern`); what they are matched against
(the beginning, the end, the whole) is said where they are used.
"""

from __future__ import annotations

AFTER, BEFORE, LOOK, LONG = 160, 60, 100, 4_000
"""How far after a word and before it its value may begin, how far back the name of a value is read, and
how long a value is at most."""
MARK = "<REDACTED:"
"""How a placeholder begins."""
ROWS, ROW, CELL = 60, 2_000, 40
"""How many rows of a table are read, and how long a row and the name of a column may be."""
NEXT, SENTENCE, REGION = 3, 12, 24
"""How many words may stand before a value that is next to its word, in its sentence, or below it."""
FEW = 6
"""How many different characters a key has more than."""
OFTEN = 0.2
"""How many turns a character keys have at least; words, and words with numbers, have fewer."""
USUAL = 0.7
"""In words more of the pairs of letters are usual, in letters by chance fewer: 0.44."""
FOLLOW = {
    "a": "bcdfgiklmnprstuvwy",
    "b": "aeijlorsu",
    "c": "acehiklortu",
    "d": "adeilorsu",
    "e": "abcdefgilmnpqrstuvwxy",
    "f": "aefilortuy",
    "g": "aeghilmnorsu",
    "h": "aeiortu",
    "i": "abcdefgklmnoprstvz",
    "j": "aeou",
    "k": "aeilorsu",
    "l": "adefiklmostuvyz",
    "m": "abeimopsuy",
    "n": "acdefgiknopstuz",
    "o": "bcdefghiklmnoprstuvwyz",
    "p": "aefhiloprstu",
    "q": "u",
    "r": "abcdefgiklmnoprstuvyz",
    "s": "acehiklmnopqstuwy",
    "t": "acefhilorstuwyz",
    "u": "bcdefgilmnprst",
    "v": "aeio",
    "w": "aehinors",
    "x": "aipt",
    "y": "anops",
    "z": "aeiouwz",
}
"""By letter, the letters that follow it in words, of English, German, French and Spanish."""

# --- values, and what stands around them ------------------------------------------------------------

NAME = r"[A-Za-z_$@][A-Za-z0-9_.$@-]{0,60}"
SIGN = r"(?:=>|:=|=(?!=)|:(?![/=]))"
RUN = r"""[^ \t\n"'`<>|,;]{1,4000}"""
"""Characters up to a blank, a quotation mark, or what parts cells."""
PIECE = r"""[!#-&(-+.-:=?-_a-{}~-]{4,4000}"""
"""Those of them that may hold a value."""
LABEL = rf"[?&#(\[{{*]{{0,2}}(?:-{{0,2}}{NAME}{SIGN}(?=[^\n])[\[{{(]{{0,2}}){{0,2}}"
"""The name of a value, at the beginning of a piece."""
QUERY = rf"[?&#]{NAME}="
"""The name of the next one, as addresses have them."""
HEAD = r"[=:>]{1,3}|[.]{3,80}|[^\n\t -~]{1,6}"
"""What leads to a value that stands right behind a word."""
TAIL = r"[.,:?)\]}\\]{1,8}"
"""What ends a sentence or a bracket behind a value, and is none of it."""
SIGNED = "[:=>]"
"""What stands in the last fourteen characters before a value that has a name."""
_TAG = r"<(?!(?:t[dhr]|b|i|em|strong|code|kbd|tt|pre|span|div|p|li|dd|a|br|string|key|value)>)"
OWN = (
    rf"""(?:({NAME})["'`*)\]]{{0,4}}[ \t]{{0,4}}{SIGN}[ \t]{{0,9}}["'`*({{\[]{{0,4}}"""
    rf"|{_TAG}{NAME}>)"
)
"""The name of a value, before it."""
NAMELESS = (
    r"[A-Za-z0-9_.-]{0,40}value|s|(?:[A-Za-z0-9_.-]{0,40}[._-])?(?:val|default|data|content|text|string|str|"
    r"plaintext|raw|current|result|base64|hex)"
)
"""Names that say nothing of a value: what stands before them does."""
OTHER = (
    r"(?<![A-Za-z0-9])(?:sha-?[0-9]{0,3}|md5|commit|blob|tree|revision|digest|hash|checksum|etag|fingerprint|"
    r"thumbprint|integrity|nonce|trace|span|request|req|correlation|ticket|order|serial|version|build|"
    r"image|model|public|cursor|page|uuid|guid|kid|ref|id|ids|nr|user|username|login|account|host|region|contract|"
    r"benutzer|usuario|utilisateur|service|file|vault|ssm|env|pod|port|error|(?<!use )code|status)"
    r"""[ :=#]{1,9}["'`(\[]{0,2}|;base64,|ENC\[[^\]\n]{0,400}"""
)
"""What else a value may be of, right before it."""
PROSE = r"[A-Za-z)][ ](?:[A-Za-z(]{0,3})"
"""What stands before a word of a sentence, and not before a name."""
CHAT = r"\n[\[(]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[\])]?[ ]<?"
"""What stands before the name of somebody in a chat."""
SAID = (
    r"\n[ ]{0,8}(?:[\[(]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[\])]?[ ](?:[A-Z][a-z]{1,12}:[ ])?)?"
    r"""(?:<[A-Za-z0-9_.-]{1,20}>[ ])?[`'"]?"""
)
"""What stands before a value that is all that its line, or somebody, says."""
LINE_END = r"""[`'"]?[ ]{0,8}\n"""
FIGURED = "[A-Za-z0-9][^0-9]{0,40}[0-9][^ ]{0,40}"
"""What ends a line behind such a value, which has a figure."""
BESIDE = r"""["'`*]{0,3}[ ]{0,2}[:=][ ]{0,2}["'`]?"""
"""What stands before the name of somebody whose password follows."""
COUNTED = r"[^ \t\n]{1,400}"
"""A word, where words are counted."""
PARTING = r"[,;{}()\n&|]|[.!?][ \t]|[:=]"
"""What parts things of a sentence, or of data."""
APART = r"[;{}\n&|:=]|[.][ ]"
"""What parts a value from a word behind it."""
STOP = r"""[.!?]["')]{0,2}[ \t]"""
"""The end of a sentence."""
LEADS = (
    r"""["'`*)\]]{0,4}[ \t]{0,8}(?:[:=>|(-]|\.{3}|["'`]"""
    r"""|[ ]{0,2}/[ ]|[ ][0-9]{1,2}[ ]|(?:[^ -~]|is|was|ist|lautet|est|es|era|to|auf|a|jest)[ :])"""
)
"""What leads from a word to its value."""
ENDS = (
    r"[^A-Za-z0-9\n]{1,8}|[ :]{0,3}\n[ ]{0,8}"
    r"(?:(?:[Vv]al(?:ue|eur|or)|[Ww]ert)[^;{}\n&|:=]{0,40}[:=][ ]{0,2})?"
    r"""|[^;{}\n&|:=]{1,80}[:=][ ]{0,2}["'`*]{0,3}"""
    r"|[^;{}\n&|=]{0,80}:[ ]{0,2}\n[ \n]{0,8}"
    r"|,?[^;{}\n&|:=,.]{0,80}[ ](?:is|was|contains|wants|"
    r"now|to|into|type|enter|ist|lautet|war|auf|est|es|era|por|jest)"
    r"""(?:[ ]|[ ]?\n[ ]{0,8})["'`(*]{0,3}"""
)
"""What leads to it from far: signs alone, or words and a colon, or words and *is*, *to*."""
DIRECT = (
    r"""["'`*)\]]{0,4}[ \t]{0,8}(?:=>|:=|[:=])[ \t*]{0,8}(?:[NUBRnubrf@$]{1,2}(?=["']))?["'`(]{0,2}"""
    r"""|(?:[ ][a-z]{3,16}){1,2}[ ]\(|'s[ ]|[ ]{1,2}(?:["'`]|[^ -~][ ]?)|[ ][/|][ ]"""
    r"""|(?:[ ][a-z]{2,12}="[^"\n]{0,20}")?>"""
    r"|</t[dh]>[ \n]{0,4}<t[dh]>"
    r"""|[ ](?:for|of|f[^ -~]r|pour|para|de|du|del|von|vom)[ ][^;{}\n&|:=,.]{1,30}"""
    r"""(?::|[ ](?:is|ist|est|es))[ ]{1,2}["'`]?"""
    r"""|[ ](?:(?:is|was|has|been|now|changed|set|reset|updated)[ ]){0,3}"""
    r"""(?:is|was|to|now|ist|war|lautet|auf|est|c'est|era|es)[ :]{1,2}["'`]?"""
)
"""What stands between a word and its value, and leaves no doubt that it is one."""
BELOW = r"[ :]{0,3}\n[ ]{0,8}"
"""The same, where the value is all that the next line holds."""
HANDED = (
    r"(?:(?:enable|chap|username[ ][^ \n]{1,40})[ ](?:privilege[ ][0-9]{1,2}[ ])?"
    r"(?:secret|password)(?:[ ][05])?"
    r"|[-/]p|[ ](?:with|mit|avec|con|pass|then|dann|puis|luego))"
)
"""How words end that hand over what follows."""
BARE = "key|secret|(?:isakmp|shared|wpa|psk)[ _-]?key|schl[^ -~]ssel|cl[^ -~]|llave"
"""Words right behind which people write what they chose as a key."""
SHAPED = "(?=[^\n]{8})[A-Z]?[a-z]{5,24}[0-9]{1,6}"
"""A word and a figure, which is no word of a sentence right behind *password*."""
USER = "user(?:name)?[\"']"
"""What stands before a key that is somebody's; others find things."""
NAMED = """["'][ ]{0,2}:[ ]{0,2}["']"""
"""What stands behind a name in data, before its text."""
NESTED = (
    r"""["'`]?[ ]{0,2}[:=]?[ ]{0,2}[{][^{}]{0,120}"""
    r"""|["'`]?:[ ]{0,2}\n(?:[ ]{2,20}[^\n]{0,80}\n){0,2}[ ]{2,20}["'`]?"""
)
"""What stands between the name of a mapping and that of an entry."""
RIGHT_BEHIND = "[ ](?:[0-9]{1,2}[ ])?"
"""What stands between such a word and what was chosen."""
ALONE = r"""["'`*]{0,2}[ \t]{0,8}(?:[\n"'`*,;|)(<#]|//)"""
"""What follows a value that is no word of a sentence."""
COMMENT = "[ ]{1,4}(?:#|//)[ ][^#]{0,20}"
"""What stands between a named value and a word behind it that explains it."""
ASSIGNED = "[ ]{1,3}[:+]?=[ ]"
"""What follows the name of something in a program."""
LISTED = "[ ]/[ ]"
"""What follows one of several things."""
ASIDE = (
    r"[ ]?[(\[=][ ]?"
    r"|[ ]when[ ]asked[ ]for[ ](?:the|a)[ ]"
    r"|[ ](?:as|comme|como|als|is|est|ist|es)[ ](?:(?:the|a|my|our|das|le|la|el|un)[ ])?"
)
"""What leads from a value back to its word."""

# --- words ------------------------------------------------------------------------------------------

VAGUE = (
    "codes?|sig|licen[cs]es?|lizenz(?:en)?|licencias?|gift[ ]card|voucher|gutschein(?:code)?|"
    "keys?|auth|seed|session(?:[ ]id)?|cookie|jwt|hmac|fernet|cookieparser|pat|oauth|ssws|"
    "sid|ingest(?:ion)?|clave|chave|cl[^ -~]|chiave|schl[^ -~]ssel"
)
"""Words that stand for other things, too."""
FINDS = (
    "[a-z]{0,10}_?(?:pub|public|yubi|dns|(?:gpg|pgp|[re]?c?dsa|rsa)[ ]|applicationserver|primary|"
    "foreign|cache|sort|partition|idempotency|object|s3|socket|row|record|index|shard|"
    "host|site|publishable|page|next|nextpage|sync|cursor|continuation|pagination)[ _.-]?"
    "(?:key|token)s?"
)
"""Keys that find something and open nothing, and those for all to read."""

ACCOUNT = (
    "(?:[a-z]{0,16}admin|administrator|administrador|root|postgres|sysadmin|superuser|operator|ubuntu|auth|"
    "creds?|credentials?|pass)"
)
"""Words before which and behind which other things stand, too: `postgres:15-bookworm`, `auth: basic`."""

# --- what a value looks like ------------------------------------------------------------------------

VARIABLE = r"[$%!][{(]?[A-Za-z_][A-Za-z0-9_]{0,80}"
"""The name of a variable, which may hold a word."""
ODD = "[0-9!@#$%^&*+=?~]|[a-z][A-Z]|[A-Z]-[A-Z]|[a-z][._-][a-z]"
"""What a value holds at least; most words hold nothing of it, and need not be looked at."""
_MORE = r"(?:[-_./:\\]{1,3}(?:(?:[A-Z]?[a-z]{1,24}|[A-Z]{1,12})[0-9]{0,4}|[0-9]{1,8}[a-z]{0,2}))"
_WORDS = (
    # Words and numbers: `us-east-1`, `gpt-4o`, `db.host.internal:5432/app`, `PBKDF2-SHA256`; camelCase.
    rf"\*{{0,2}}(?:[A-Z]?[a-z]{{0,24}}|[A-Z]{{1,12}})[0-9]{{0,4}}{_MORE}{{0,12}}(?:[-_./:?]{{1,2}}|\*\*)?",
    r"[A-Za-z]?[a-z]{1,20}(?:[A-Z]{1,5}[a-z]{1,20}){1,6}[0-9]{0,2}",
)
_REFERENCES = (
    # A number with its unit, a day, a time, a version; keys to press, the code of an error.
    r"[(\[#~<>=vV+-]{0,3}[0-9][0-9.,:/_x+-]{0,40}(?:T[0-9:.]{4,16}(?:[+-][0-9:]{4,6})?Z?)?[A-Za-z%]{0,6}[?]{0,2}",
    r"v?[0-9]{1,4}\.[0-9]{1,4}[A-Za-z0-9.+_-]{0,60}",
    r"[A-Za-z]{1,12}(?:\+[A-Za-z]{1,10}){0,4}\+(?:[A-Za-z]{1,10}|F[0-9]{1,2})|pk_(?:live|test)_[^\n]{0,400}",
    r"[A-Z]{1,10}[-_]?[0-9]{1,8}[A-Z]?|[?]?[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,20}){1,8}",
    # A place, an address, a file, the copy of a program.
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\n]{0,4000}|(?:\.{0,2}/|~/|[A-Z]:\\)[^\n]{0,4000}",
    r"[^@\n]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}",
    r"(?:[a-z][a-z0-9_.-]{1,24}/){1,8}[A-Za-z0-9_.#-]{0,60}",
    r"[^\n]{1,80}\.(?:[cm]?[jt]sx?|py|rb|go|css|html?|mdx?|json|ya?ml|png|svg|txt|log|sh|pem|crt|pub)",
    r"[^\n]{1,80}\.(?:zip|t?gz|tar|jar|pdf|docx?|xlsx?|sql|csv|conf|cfg|ini|exe|msi|pfx|p12|jks)",
    r"[A-Za-z0-9_.-]{1,40}/[A-Za-z0-9_./-]{1,60}@(?:v?[0-9][0-9A-Za-z.]{0,20}|[0-9a-f]{40})",
    r"(?:[a-z][a-z0-9]{0,20}-){1,6}[a-z0-9]{8,10}-[a-z0-9]{5}",
    # A call, a variable, an option, a link, what stands for something else.
    r"[)\].=]{0,3}[A-Za-z_$][A-Za-z0-9_.$:>)?-]{0,80}[(\[{][^\n]{0,4000}|[$%@#]?[{\[(<\\/][^\n]{0,4000}",
    r"(?:process\.env|os\.environ|import\.meta\.env)[.\[][^\n]{1,80}",
    r"--?[A-Za-z-]{1,40}|[A-Za-z_-]{1,40}=|[A-Z][A-Z0-9]{0,20}_[A-Z0-9_]{1,40}=|[^\n]{0,80}\]\([^\n]{0,4000}",
    r"[^\n]{0,80}(?:\*{3}|x{4}|X{4}|\.{3}|\[\^)[^\n]{0,80}",
    # A pattern of letters.
    r"[^\n]{0,400}(?:\(\?|\[(?:A-Z|a-z|0-9|\^)|[\])]\{|[\])][?)*+]|\{[0-9]|[0-9]\})[^\n]{0,4000}",
    # What is public: digests, keys for all to read, pictures, names that end in a digest.
    r"(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]{3,40}|UGFzc3dvcmQ6|VXNlcm5hbWU6|AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNh)[^\n]{0,4000}|(?:iVBORw0KGgo|R0lGOD|/9j/4)[^\n]{0,4000}",
    r"h1:[^\n]{0,80}|sha[0-9]{1,3}[-:][^\n]{0,400}|(?:[A-Za-z]{2,16}[0-9]{0,2}-)(?:[A-Za-z0-9]{1,16}-){1,6}[0-9a-f]{32,64}(?:-v?[0-9]{1,3})?",
)
REFERENCE = "|".join(_REFERENCES)
ORDINARY = "|".join((*_WORDS, *_REFERENCES))
"""What is no value, however near a word stands, and what of it is no words."""
CAMEL = "(?:[A-Z]{0,5}[a-z]{1,20}[0-9]{0,5}[._:]?){1,8}"
"""A name of a program, if its letters follow each other as in words: `ed25519.Ed25519PrivateKey`."""
UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
NUMBERED = (
    "[A-Za-z]{2,20}[a-z](?:[0-9]{2,6}(?:[._-]?[a-z]{3,20})?|[._-][0-9]{2,6}"
    "|[._-][a-z]{4,12}[0-9]{2,4})"
)
"""A word and a number, as people make passwords of them."""
ODDLY = (
    "(?!(?:user|port|server|windows|office|ubuntu|ticket|node|host|test|sprint|issue|room)[0-9])"
    "[A-Z]?[a-z]{3,20}[0-9]{3,6}"
)
"""Those that are seldom anything else."""
PHRASE = (
    "(?![a-z._-]{0,80}(?:password|secret|token|vault|store|value|here|example|your|from|with|this|that))"
    "[a-z]{4,10}(?:[._-][a-z]{4,10}){2,7}(?:[._-]?[0-9]{1,4})?"
)
"""Words, as people make passwords of them."""
CHOSEN = (
    r"[A-Za-z!@#$%^&*+=?~][!#-&*-+.-9=?-Z^-z~-]{1,60}[0-9!@#$%^&*+=?~][!#-&*-+.-9=?-Z^-z~-]{0,60}"
    r"|[A-Za-z]{4,12}(?:[_-][A-Za-z]{3,12}){2,6}|(?!19|20)[0-9]{5,12}"
)
"""What somebody chose as a password, where a word announces it directly."""
KEY_ID = "(?:[0-9A-F]{4}){2,10}|(?:[0-9a-f]{4}){2,10}"
"""What names a key, and is none."""
COMMIT = "[0-9a-f]{7,40}"
"""What begins a line of a history, before words that may announce something."""
MIXED = "(?=[A-Z]{0,40}[a-z])(?=[a-z]{0,40}[A-Z])[A-Za-z]{8,40}"
"""Letters of both cases, which may be words."""
LETTERS, NUMBER = "[a-z]{8,40}|[A-Z]{8,40}", "[0-9]{5,12}"
UNCHOSEN = (
    r"[^\n]{0,60}(?:pass|pwd|secret|token|credential|vault|keyring|keychain|encod|generat|managed|key-|_key|example|sample|your|change|"
    r"placeholder|requi|optional|string|char|min[0-9_-]|max[0-9_-]|minimum|mindest|zeichen|hash|encrypt|secure[0-9_-]|null|config|"
    r"setting|input|field|must|should|with|from|this|that|none|see-|not-)[^\n]{0,60}"
    r"|(?:sha|md|aes|argon|pbkdf|bcrypt|scrypt|utf|rsa|ed|iso|base|rfc|oauth|version|level|sprint|step|page|"
    r"line|issue|seite|ticket|room|group|user|port|server|windows|office|word|excel|acrobat|apache|"
    r"python|java|fingerprint|char|varchar|ubuntu|node|host|mode|type|v|x|b|k|i|h)"
    r"[-_]?[0-9][A-Za-z0-9._-]{0,12}"
)
"""What of it says that it is none, whatever its case."""
BASE64 = "(?!AAAA)[A-Za-z0-9+/]{42,400}={1,2}"
"""What ends as no path does."""
PRODUCT = "(?=[A-Z-]{0,40}[0-9])(?=[0-9-]{0,40}[A-Z])[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){3,7}"
"""The key of a program, in groups."""
KEYLIKE = "[A-Za-z0-9_+/=.~:$#!%^&*@?-]{12,4000}"
HEX = "[0-9a-f]{24,400}|[0-9A-F]{24,400}"
DIGITS = (
    "[0-9]{2}(?:-[0-9]{2}){3}|[0-9]{4,6}#"
    "|(?!000000|123456)(?:[A-Z]{1,3}-)?[0-9]{6,8}|[0-9]{3}-[0-9]{3}"
)
SHORT = (
    "[A-Z]{4}-[A-Z]{4}|(?!19|20|1234)[0-9]{4,5}#?"
    "|(?=[A-Za-z]{0,15}[0-9])(?=[0-9]{0,15}[A-Za-z])[A-Za-z0-9]{8,16}"
)
GROUPS = (
    "(?=[A-Za-z-]{0,40}[0-9])(?=[0-9-]{0,40}[A-Za-z])(?:[A-Za-z0-9]{4,6}-){1,7}[A-Za-z0-9]{4,6}"
    "|(?:[0-9]{6}-){5,9}[0-9]{6}"
)
"""Codes for one use: digits, those that are also something else, and groups."""
WITHIN = "[A-Za-z0-9][!$%&*#][A-Za-z0-9]|[a-z][A-Z][A-Za-z]{0,40}[0-9]{1,6}[!$#]"
"""A sign that names do not hold, at the end of camelCase alone: sentences end so, too."""
SYMBOL = "[!@#$%^&*+=?~]"
INNER = "[A-Za-z0-9][!@#$%^&*+=?~]{1,3}[A-Za-z0-9]"
"""A sign among letters and digits."""
TURN = "[0-9](?=[A-Za-z])|[A-Za-z](?=[0-9])|[a-z](?=[A-Z])"
"""Where a digit meets a letter, or a capital follows a small letter."""

# --- tables -----------------------------------------------------------------------------------------

SPLITS = {
    "|": r"\|",
    "\t": r"\t",
    ";": ";",
    ",": ",",
    "  ": "[ ]{2,}",
    "<tr": "<t[hd][^<>]{0,200}>",
}
"""What parts the cells of a row, by what a text with such rows holds. In HTML, rows are no lines."""
QUOTED = r"""["'`*]{0,3}[^ \t\n"'`*]{4,64}["'`*]{0,3}"""
"""A cell that holds nothing but a value."""
BEHIND = (
    r"""["'`*)]{0,3}(?:[ ][0-9]{1,2})?(?:[ ]?\([^()\n]{0,30}\))?["'`*:]{0,3}"""
    r"(?:<[^<>]{1,40}>?[ \t\n]{0,40})?"
)
"""What may stand behind a word in the name of a column."""
