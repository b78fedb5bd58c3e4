/* What people write in words: "we get 429s since 02:10 UTC, request id …". A classic script that knows of no
   page. Words name many numbers, so each fact has to be said as one; and of what is named twice, in two ways,
   nothing is read.

     ProofpackPasteWords.read(lines)  // facts of some lines; null if they tell of no failure
     ProofpackPasteWords.isWords(line), .statuses(lines) */
const ProofpackPasteWords = (() => {
  "use strict"

  const values = ProofpackPasteValues
  const bodies = ProofpackPasteBodies
  const lines = ProofpackPasteLines

  // --- what a sentence says ----------------------------------------------------------------------

  // A number is a status where it is called one, and no unit follows.
  const SAYS =
    "https?|status(?: ?code)?|error(?: ?code)?|fehler|codes?|gets?|getting|got|sees?|seeing|saw|gives?|gave|giving|" +
    "receiv(?:e|es|ed|ing)|return(?:s|ed|ing)?|answer(?:s|ed|ing)?|respond(?:s|ed|ing)?|throw(?:s|ing)?|threw|" +
    "fail(?:s|ed|ing)?|c[ao]me(?:s)? back|antwortet|mit|con|recibimos|mostly|only|always|sporadic|intermittent|random"
  const BETWEEN =
    "(?:[ :=]+(?:with|mit|con|an?|the|in|is|was|of|only|mostly|back|us|many|lots|http|status|code|errors?))*"
  const BEHIND =
    "(?=$|[,;:)!?\"'\\]]|\\.(?![0-9])|\\s+(?:on|from|for|in|with|and|but|since|when|errors?|responses?|answers?|at|after|" +
    `vom|von|bei|auf|en|seit|every|roughly|about|while|again|today|now|too|${lines.REASONS})\\b)`
  const STATUS = [
    `\\b(?:${SAYS})${BETWEEN}[ :=(]+([1-5][0-9]{2})\\b${BEHIND}`,
    "\\b([45][0-9]{2})(?:['’]?s\\b)",
    `\\b[1-5][0-9]{2}(?: from \\w+| on \\w+)?,? (?:and|or|but also|und|y|then) (?:also |some |an? |sometimes )*([1-5][0-9]{2})\\b${BEHIND}`,
    `\\b([45][0-9]{2})(?= (?:${lines.REASONS}|errors?\\b|responses?\\b|with "?[a-z]+_[a-z]))`,
  ].map(pattern => new RegExp(pattern, "giu"))

  const CODE = [
    /\b((?:[a-z][a-z0-9]*_)+(?:exceeded|error|invalid|request|found|quota|unavailable|denied|allowed|overloaded|timeout|failed|limit|expired|missing|unsupported|blocked|refused|rejected|exhausted|key))\b/gu,
  ]
  const NO_CODE =
    /^(?:api|secret|access|public|private|sort|primary)_key$|^(?:rate|max|token)_limit$/u
  const MODEL = [
    /\b((?:gpt|o[1-9]|chatgpt|claude|gemini|gemma|llama|mistral|mixtral|deepseek|qwen|grok|glm|kimi|phi)-[a-z0-9][\w.:-]*[a-z0-9])\b/giu,
    /\bmodell?o? ?[:=]? ?["'`]?([a-z][\w./:-]*[0-9][\w./:-]*[\w]|o[1-9])\b/giu,
  ]
  const REQUEST_ID = [
    new RegExp(bodies.IN_MESSAGE.source, "giu"),
    /\b(?:req|request)[ .-]*id(?: is| was|:|=)?[ #]*(?=[\w-]*[0-9])([\w-]{5,100}\w)/giu,
    /\bid of (?:the|that|one|this) (?:failed |failing )?(?:request|call)(?: is| was|:)? (?=[\w-]*[0-9])([\w-]{5,100}\w)/giu,
    /\b(req_[A-Za-z0-9]{4,})\b/gu,
  ]
  const ATTEMPTS = [
    /\b(?<!of |max |maximum |allow |allows |after )([2-9]|[1-9][0-9]) (?:attempts|tries|versuche)\b/giu,
  ]
  // A time of what is told, and not of something else that stands in the sentence.
  const AT =
    /\b(?:since|at|from|first|last|again|start(?:ed|ing)?|around|about|until|to|seit|um|ab|desde|between|and)[ :(]+$/iu
  const CLOCK =
    /\b(?:since|at|seit|um|ab) (?:about |around |ca\.? )?([0-9]{1,2}(?::[0-9]{2})? ?(?:am|pm|uhr))\b/giu
  const PATH = [/(?<![\w.:/])(\/v[0-9]\w*\/[\w/{}.:-]*[\w}])/gu]
  const SILENT =
    /\bno (?:response|answer|reply)\b|\bnever (?:answers|answered|responds|replies|replied)\b/iu
  const CUT =
    /\b(?:no|without|missing|never (?:sends|sent|saw)) (?:the |a )?\[DONE\]|\bstream(?:s|ing)?\b[^.!?]{0,60}\b(?:stops?|stopped|cuts? off|ends?|ended|breaks?|broke) (?:off |in the middle|mid-?way|half ?way|early|without)/iu

  // What is named in one way alone, however often.
  function only(patterns, text, refused) {
    const names = new Set()
    for (const pattern of patterns)
      for (const match of text.matchAll(pattern))
        if (!refused || !refused.test(match[1])) names.add(match[1])
    return [...names]
  }

  function single(names) {
    return names.length === 1 ? names[0] : ""
  }

  function asked(facts, text) {
    const request = lines.REQUEST.exec(text)
    const address = lines.ADDRESS.exec(text)
    const paths = only(PATH, text)
    if (request) facts.method = request[1]
    const place = request ? request[2] : address ? address[0] : single(paths)
    if (place) lines.path(facts, place.replace(/[),.;:!?]+$/u, ""))
  }

  // --- lines of words ----------------------------------------------------------------------------

  const MACHINE =
    /^\W*[0-9]{4}[-/][0-9]{2}|^\[?[0-9]{2}:[0-9]{2}:[0-9]{2}|^\W*(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b|[\w.]=\S|^\s+at |[{}<>]/u

  // Whether somebody wrote a line, and no program: three words in a row, and none of the signs of a log.
  function isWords(given) {
    const line = given.replace(/<REDACTED:[^>]*>/gu, "")
    return (
      BARE.test(line.trim()) ||
      (!MACHINE.test(line) &&
        !lines.isPair(line) &&
        /(?:\p{L}[\p{L}'’]+,? ){2}\p{L}{2,}/u.test(line))
    )
  }

  // A status that stands alone, or with its code.
  const BARE = /^(?:HTTP[ /])?([1-5][0-9]{2})(?:[ ,:;]+([a-z]+(?:_[a-z]+)+))?$/iu

  function bare(text) {
    const match = BARE.exec(text.trim())
    return match ? { status: match[1], code: match[2] } : null
  }

  function read(given) {
    const text = given.join("\n")
    const named = statuses(given)
    const facts = {
      status: single(named),
      code: single(only(CODE, text, NO_CODE)),
      model: single(only(MODEL, text)),
      request_id: only(REQUEST_ID, text, /^(?:req|request)_?id$/iu)[0],
      attempt: Number(single(only(ATTEMPTS, text))) || 0,
    }
    if (CUT.test(text)) Object.assign(facts, { stream_end: "no", shape: "stream" })
    else if (SILENT.test(text) && !named.length) facts.shape = "empty"
    Object.assign(facts, bodies.kept(bare(text) || {}))
    const sign = facts.status || facts.code || facts.request_id || facts.shape
    if (!sign) return null
    asked(facts, text)
    const times = values.timesIn(text, AT).map(values.instant).filter(Boolean)
    facts.local = times.filter(time => time === "local").length + only([CLOCK], text).length
    facts.times = times.filter(time => time !== "local")
    return bodies.kept(facts)
  }

  // The statuses that some lines name.
  function statuses(given) {
    return only(STATUS, given.join("\n"))
  }

  return { read, isWords, statuses }
})()
