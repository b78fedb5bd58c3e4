"""Page kinds: phrases of login walls, challenges, soft 404s and parked domains, for `recognise.py`.

They are English, like the pages that guides cite. None of them decides alone: a page of documentation
may say each of them.
"""

from __future__ import annotations

import re

LOST_TITLE = re.compile(
    r"^\W*(?:(?:error\s*)?(?:404|410)\b|(?:page|document|file)?\W*(?:was |is |could )?not (?:be )?found"
    r"|page (?:does not|doesn't|doesn.t) exist|oops|nothing (?:here|found)|page gone"
    r"|we (?:can't|couldn't|could not) find)|\b(?:page not found|404(?: not found| error)?)\W*\Z",
    re.IGNORECASE,
)
"""The title of a page for visitors who came in vain."""

LOST = re.compile(
    r"page (?:that )?(?:you(?:'re| are| were| have|'ve)? )?(?:looking for|requested|tried)"
    r"|(?:this|that|the) (?:requested )?(?:page|url|document|address|content)\b[^.]{0,40}"
    r"(?:does not exist|doesn't exist|(?:could not|couldn't|cannot|can't) be found"
    r"|was not found|has been (?:re)?moved|is no longer (?:here|available)|not available)"
    r"|(?:couldn't|could not|can't|cannot) find (?:the|that|this|your|what) (?:page|document|you)"
    r"|page not found|nothing (?:was found|to see) here|return (?:to (?:the )?)?home",
    re.IGNORECASE,
)
"""What it says to them."""

LOGIN_TITLE = re.compile(
    r"^\W*(?:(?:please )?(?:log|sign)[ -]?(?:in|on|into?)\b|login|authenticat|welcome back"
    r"|single sign|sso\b"
    r"|session (?:has )?expired|authorization required|access your account)",
    re.IGNORECASE,
)
"""The title of a login."""

LOGIN = re.compile(
    r"forgot(?:ten)? (?:your )?password|(?:log|sign) ?in to (?:continue|your|view|access|see)"
    r"|(?:continue|sign in|log in) with (?:google|github|sso|microsoft|apple|email|saml)|remember me"
    r"|don't have an account|(?:must|need to|have to|please) (?:be logged|log|sign|be signed) ?in"
    r"|create an account|reset (?:your )?password",
    re.IGNORECASE,
)
"""What a login says."""

CHALLENGE_TITLE = re.compile(
    r"^\W*(?:just a moment|attention required|access (?:to this page (?:has been )?)?denied"
    r"|security (?:check|verification)|are you (?:a )?(?:human|robot)|human verification|ddos-guard"
    r"|verify(?:ing)? you|pardon our interruption|one more step|robot check|captcha|checking your"
    r"|please (?:wait|verify)|request blocked|forbidden|403 forbidden)",
    re.IGNORECASE,
)
"""The title of a page that asks whether a person is reading."""

CHALLENGE = re.compile(
    r"verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?(?:human|not a)|checking (?:if|your|the) (?:the )?"
    r"(?:site|browser|connection)|cookies to continue|unusual (?:traffic|activity)|not a robot|ray id"
    r"|(?:complete|solve) the (?:captcha|security check|challenge)|security service to protect"
    r"|you have been blocked|automated (?:access|requests|queries)"
    r"|blocked by (?:our|the) (?:firewall|waf)"
    r"|press (?:and|&) hold|ddos protection|review the security of your connection|reference #\d",
    re.IGNORECASE,
)
"""What it says."""

SHELL = re.compile(
    r"(?:enable|requires?|needs?|turn on|without|activate) java ?script"
    r"|java ?script (?:is|must be|to be|has been)? ?(?:required|disabled|enabled|needed)|^\W*loading\b",
    re.IGNORECASE,
)
"""What a page says whose text is made by scripts."""

MAINTENANCE = re.compile(
    r"(?:down|undergoing|offline|closed|unavailable)\b[^.]{0,40}\bmaintenance"
    r"|(?:under|scheduled|site|planned) maintenance|maintenance (?:mode|in progress)"
    r"|be (?:right )?back (?:soon|shortly|online|later|in a)|service unavailable"
    r"|temporarily (?:unavailable|down|offline)|briefly unavailable|back soon",
    re.IGNORECASE,
)
"""What a note about maintenance says."""

PARKED = re.compile(
    r"(?:buy|purchase|inquire about|own) this domain"
    r"|domain (?:name )?(?:is |may be )?(?:for sale|parked)"
    r"|parked (?:free|domain|by|courtesy)|this domain (?:has expired|is registered|was recently)"
    r"|domain (?:has )?expired|make (?:an )?offer (?:on|for) this domain|future home of"
    r"|related searches|default web ?page|welcome to nginx|apache2? (?:\w+ )?default page",
    re.IGNORECASE,
)
"""What the page of a domain without a site says."""
