"""Text made to keep each pattern busy: beginnings without end, ends without beginning, near misses."""

from __future__ import annotations

SIZE = 60_000

_COMMANDS = [
    *(
        "sqlcmd a ",
        "ldapsearch -w ",
        "snmpwalk -a a ",
        "7z a -p",
        "echo a",
        "echo aaaaaaaa | a ",
        "-p ",
    ),
    *("htpasswd -b a ", "lftp a -u a,", "smbclient a -u a%", "xfreerdp /p: ", "net use a a "),
    *(
        "mc alias set a a ",
        "stats auth a",
        'login "a" "',
        '"auth" "a" "',
        "user a\npass ",
        "UGFzc3dvcmQ6\na> ",
    ),
]
_TOLD = [
    *("password|pw\n", "pw  pw\n", "<tr><th>pw", "pw a1!b2?c3 ", "Sommer2024! pw "),
    *("password for ", "pw for a is ", "login a", "admin / ", "creds a / ", "admin / aaaaaaaa1("),
    *("\u5bc6\u7801", "\u5bc6\u7801:", "\u043fapo", "password for a a a "),
    *("password 'a", "identified with a by ", "<a-password a", "<password a>a", "token  a1a "),
]
_TOLD_KEYS = [
    "secret for a is ",
    "api_key a1B2 ",
    "key,token\n",
    "token: a=b&c=",
    "a1b2c3d4e5 token ",
    "2fa aaaa ",
    "otp " + "aaaa " * 15,
    "seed: aaaa-",
    "\u5bc6\u94a5:",
    "unseal key 1: a",
    "key1 full a",
    "recovery codes ",
    "backup codes a1a1-a1a1 ",
]
_BEGIN = "-----BEGIN " + "PRIVATE KEY-----"
FOR_RULE = {
    "private-key": [_BEGIN, _BEGIN + "a" * 29 + " ", _BEGIN + "- -a", "-----BEGIN A A A A "],
    "jwt": [
        "eyJ",
        ".eyJ",
        "eyJ" + "a" * 9 + ".",
        "eyJ" + "a" * 40 + ".a ",
        "eyJaaaaaaaaaaa.aaaaaaaaaa.",
    ],
    "provider-key": ["sk-", "sk-a1-a1-a1-", "sk-ab-cd-", "hf_", " sk-" + "a" * 15],
    "aws-access-key-id": ["AKIA", " AKIA" + "A" * 16, " AKIA" + "A" * 15 + "1"],
    "aws-secret-key": ["secret access key", "aws_secret=", "aws_secret = " + "a" * 39 + " "],
    "google-api-key": ["AIza", " AIza" + "a" * 35, " AIza" + "a" * 36],
    "github-token": ["ghp_", " ghp_" + "a" * 35 + " ", "github_pat_"],
    "gitlab-token": ["glpat-", " glpat-" + "a" * 19 + " "],
    "slack-token": ["xoxb-", "hooks.slack.com/services/", " xapp-" + "a" * 9],
    "stripe-key": ["sk_live_", " pk_test_" + "a" * 15 + " ", "whsec_"],
    "service-token": ["SG.", " SG." + "a" * 64 + ".", "1234567890:AA", " hvs." + "a" * 23],
    "basic-auth": ["authorization:", "authorization: basic ", "authorization" + " " * 9],
    "user-password": ["-u ", " -u a:", " --user=a", " -u " + "a" * 80 + ":"],
    "authorization": ["bearer ", "authorization: bearer ", "bearer\n" * 2, "bearer abcdefgh-"],
    "url-password": ["://", ":", "://a:", "://a:" + "b" * 199 + " ", "://" + "a" * 99 + "@"],
    "url-key": ["?key=", "&token=", "?key=abcdefgh&", "?sig=" + "a" * 200],
    "password": [
        "password",
        "password=",
        "password: ",
        'password="',
        "pass:",
        "--a-a-password ",
        "-a-pass ",
    ],
    "api-key": [
        "token",
        "token=",
        "api_key: ",
        "secret=secret=",
        "--a-a-token ",
        "key=" + "a" * 9,
        "secret=a.a_a.",
    ],
    "cookie": ["cookie:", "cookie: a=", "set-cookie: a=", "cookie: a=b; ", "cookie: a=b=c;", " \t"],
    "iban": ["DE89 ", "DE89 AAAA ", "DE89AAAA", "DE", " DE89" + " AAAA" * 7],
    "card": ["4", "4 ", "4-", "41111111111111111111", "4111 1111 1111 1112 "],
    "email": ["a@", "a.", "a@a.", "a@" + "a." * 9, "@a.a", "a" * 64 + "@"],
    "phone": ["+1", "+1 ", "+1234567890123456 ", "phone: ", "phone:1 2 3 4 5 ", "(1) "],
    "customer-id": ["cus_", "org-", "user id: ", "customer_id=", " user_" + "a" * 65],
    "host-token": ["jina_", " jina_" + "a" * 39 + " ", "M" + "a" * 27 + ".", "pa-", "ops_eyJ"],
    "email-in-words": ["a (at) ", "a dot ", "a dot a at ", "a.a at aa dot "],
    "bot-token": ["MT", " MT" + "a" * 26 + ".", "MT" + "a" * 22 + ".aaaaaa."],
    "coded-key": ["c2st", " c2st" + "a" * 23 + " ", "/c2st"],
    "command-secret": [
        "setx a_key ",
        "setx " + "a" * 40,
        "mysql -a a ",
        "sshpass -p ",
        "net use ",
        *_COMMANDS,
    ],
    "told-password": ["password ", "password is ", "password=", "passwort | ", "contrase", *_TOLD],
    "handed-password": [
        "login a / ",
        "login : :a",
        "login\n",
        "log in: " + "a" * 40,
        "zip a -p ",
        "zip " * 12,
        "admin then ",
        *_TOLD,
    ],
    "told-key": [
        "secret ",
        "api key is ",
        "token | ",
        "cl. d. ",
        "token " + "a" * 15 + " ",
        *_TOLD_KEYS,
    ],
    "told-code": [
        "otp ",
        "otp 1",
        "recovery code a1b2-",
        "a1b2c3 pin ",
        "pin,pin\n",
        "pin 123456 ",
    ],
    "totp-seed": ["2fa aaaa ", "otp " + "aaaa " * 15, "seed: aaaa-", "seed a2"],
    "passphrase": ["password 'a", "password 'abc abc ", "seed ", "wallet abc abc ", 'passphrase "'],
    "login-link": ["://login/", "://a/login/a1", "login/", "://" + "a" * 200, "://verify=a"],
    "url-token": ["://a?a=", "://a?a=b&", "?a=b&c=", "://" + "a" * 300 + "?", "://a#a1A="],
    "password-hash": ["$1$", "$2b$a", "$6$" + "a" * 23 + " "],
    "paired-key": [
        *("'key', ", "'a_key', '", "name: a_key\n", "name=key ", "key: str = ", "token = a.b('"),
        *(
            'variable "key" {',
            'variable "key" { default ',
            "auth=('a', ",
            "a.b:5432:a:a:",
            "key-key.",
            'name:key,"a":b,',
            "name: session, value ",
            "client('",
            "a.api('a', '",
            "<key>token</key> <string>a",
            "define('auth_key', 'a",
            "connect('a', 'a', 'a",
            "connect(",
            ':%s@a", "',
            "appid='a",
            '"random_password", "result":',
        ),
    ],
    "national-id": ["ssn ", "ssn 1", "ssn A1-A-A-", "AB 12 34 "],
    "ip-address": ["93.", "93.184.216.", "2a02:", "2a02:1:1:1:1:1:", "2a02::"],
}
"""Stretches for each rule, which are repeated."""

FOR_ALL = [
    *("a", "A", "0", " ", "\n", "-", "_", "=", ":", ".", "<", "{", "*", "x", "&#", "%4", "%2541"),
    *(
        "\\",
        "\\\n",
        "\\u0041",
        "a\n",
        "a1\n",
        "a1 ",
        "\n > ",
        "\u200b",
        "\uff41",
        "\x1b[0m",
        "&#x61;",
    ),
    *('"', "'", "a b1", "your-", "my-a-", "example", "${", "[a", "a-b-", "x.x", "1.", "\U0001f600"),
]
"""Stretches for every rule."""


def texts(parts: list[str]) -> list[str]:
    """Return hostile texts: each stretch repeated, alone and before a good end."""
    return [(part * (SIZE // len(part) + 1))[:SIZE] for part in parts]
