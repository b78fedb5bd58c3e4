/* A curl command as people type it and browsers copy it: for bash, and for cmd. A classic script that
   knows of no page. It reads curl's documented options: those that take a value, and those that do not.

     ProofpackPasteCurl.read(text, start)  // {method, address, headers, body, form, files, user, end}; null if it is none
     ProofpackPasteCurl.written(text)      // [{start, end, plain}]: commands that say another thing than stands there */
const ProofpackPasteCurl = (() => {
  "use strict"

  // Short options that take a value, and the long ones; https://curl.se/docs/manpage.html.
  const SHORT = "AbcCdDeEFHKmoPQrtTuUwxXyYz"
  const LONG = new Set(
    (
      "abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout " +
      "connect-to continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary " +
      "data-raw data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url " +
      "dump-header ech egd-file engine etag-compare etag-save expect100-timeout form form-string " +
      "ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms " +
      "haproxy-clientip header hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt " +
      "keepalive-time key key-type krb libcurl limit-rate local-port login-options mail-auth mail-from " +
      "mail-rcpt max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir " +
      "parallel-max parallel-max-host pass pinnedpubkey preproxy proto proto-default proto-redir proxy " +
      "proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header " +
      "proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers " +
      "proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate " +
      "referer request request-target resolve retry retry-delay retry-max-time sasl-authzid service-name " +
      "sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr " +
      "telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace " +
      "trace-ascii trace-config unix-socket upload-file upload-flags url url-query user user-agent variable " +
      "vlan-priority write-out"
    ).split(" ")
  )
  const NAMES = {
    A: "user-agent",
    b: "cookie",
    d: "data",
    F: "form",
    G: "get",
    H: "header",
    I: "head",
    T: "upload-file",
    u: "user",
    X: "request",
  }
  const COMMAND =
    /(?:^|\n)[ \t]*(?:[$%>#][ \t]+|[\w@~:./\\-]+[$#%>][ \t]+|time[ \t]+)?curl(?:\.exe)?(?=[ \t])/gu
  const PLACEHOLDER = /<[\w:./-]+>/y
  const ANSI = {
    n: "\n",
    r: "\r",
    t: "\t",
    b: "\b",
    f: "\f",
    v: "\v",
    a: "\x07",
    e: "\x1b",
    E: "\x1b",
  }

  // --- words of a shell --------------------------------------------------------------------------

  function ansi(text, at) {
    const rest = text.slice(at, at + 10)
    const coded =
      /^x([0-9a-fA-F]{1,2})|^u([0-9a-fA-F]{1,4})|^U([0-9a-fA-F]{1,8})|^([0-7]{1,3})/u.exec(rest)
    if (!coded) return [ANSI[text[at]] || text[at] || "", 1]
    const [all, ...digits] = coded
    const code = digits[3] ? parseInt(digits[3], 8) : parseInt(digits.find(Boolean) || "0", 16)
    return [code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd", all.length]
  }

  // What stands in quotes, from behind the first: [text, where it ends, whether it ends].
  function quoted(text, at, quote, escapes) {
    let inner = ""
    while (at < text.length && text[at] !== quote) {
      if (text[at] !== "\\" || !escapes) inner += text[at++]
      else if (escapes === "ansi") {
        const [character, length] = ansi(text, at + 1)
        inner += character
        at += 1 + length
      } else {
        const next = text[at + 1]
        if (next !== "\n") inner += '"\\$`'.includes(next) ? next : `\\${next || ""}`
        at += 2
      }
    }
    return [inner, at + 1, at < text.length]
  }

  // The words of a command from bash, and where it ends: at a line end, a pipe, a semicolon.
  function bash(text, at) {
    const words = []
    /** @type {string | null} */
    let word = null
    let cut = false
    function take(piece) {
      word = (word || "") + piece[0]
      at = piece[1]
      cut = !piece[2]
    }
    while (at < text.length) {
      const character = text[at]
      PLACEHOLDER.lastIndex = at
      const placeholder = character === "<" && PLACEHOLDER.exec(text)
      if (placeholder) take([placeholder[0], at + placeholder[0].length, true])
      else if (character === "'") take(quoted(text, at + 1, "'", ""))
      else if (character === '"') take(quoted(text, at + 1, '"', "double"))
      else if (character === "$" && text[at + 1] === "'") take(quoted(text, at + 2, "'", "ansi"))
      else if (character === "\\" && /^\\[ \t]*\n/u.test(text.slice(at, at + 20)))
        at = text.indexOf("\n", at) + 1
      else if (character === "\\") take([text[at + 1] || "", at + 2, true])
      else if ("\n|;<>".includes(character) || text.startsWith("&&", at)) break
      else if (" \t".includes(character)) {
        if (word !== null) words.push(word)
        word = null
        at++
      } else take([character, at + 1, true])
    }
    if (word !== null) words.push(word)
    return { words, end: Math.min(at, text.length), cut }
  }

  // The same from cmd, where a caret makes what follows it plain, and a line end goes on.
  function cmd(text, start) {
    let plain = ""
    let at = start
    while (at < text.length && text[at] !== "\n") {
      if (text[at] !== "^") plain += text[at++]
      else if (text[at + 1] !== "\n") {
        plain += text[at + 1] || ""
        at += 2
      } else {
        const twice = text[at + 2] === "\n"
        plain += twice ? "\n" : " "
        at += twice ? 3 : 2
      }
    }
    const words = []
    for (const match of plain.matchAll(/(?:\x22(?:\\[^]|\x22\x22|[^\x22\\])*\x22?|[^\s\x22])+/gu)) {
      const bare = match[0].replace(/\x22((?:\\[^]|\x22\x22|[^\x22\\])*)\x22?/gu, (_all, inner) =>
        inner.replace(/\\([\x22\\])|\x22\x22/gu, (_pair, kept) => kept || '"')
      )
      words.push(bare)
    }
    return { words, end: at, cut: false }
  }

  // --- options -----------------------------------------------------------------------------------

  // Each option with its value, and each address: ["", address].
  function options(words) {
    const pairs = []
    let plain = false
    for (let at = 0; at < words.length; at++) {
      const word = words[at]
      if (plain || !/^-./u.test(word)) pairs.push(["", word])
      else if (word === "--") plain = true
      else if (word.startsWith("--")) {
        const [name, joined] = word.slice(2).split(/=(.*)/su)
        const value = LONG.has(name) ? (joined !== undefined ? joined : words[++at]) : ""
        pairs.push([name, value === undefined ? "" : value])
      } else at = short(words, at, pairs)
    }
    return pairs
  }

  // Short options stand in one word; the first that takes a value takes the rest, or the next word.
  function short(words, at, pairs) {
    const word = words[at]
    for (let i = 1; i < word.length; i++) {
      const name = NAMES[word[i]] || word[i]
      if (!SHORT.includes(word[i])) {
        pairs.push([name, ""])
        continue
      }
      const rest = word.slice(i + 1)
      pairs.push([name, rest || words[at + 1] || ""])
      return rest ? at : at + 1
    }
    return at
  }

  function requestOf(given) {
    /** @type {any} */
    const request = { method: "", address: "", headers: [], body: "", files: [], user: false }
    request.form = []
    /** @type {string[]} */
    const data = []
    let get = false
    let head = false
    given.forEach(([name, value]) => {
      if (name === "" || name === "url") request.address = request.address || value
      else if (name === "request") request.method = value.toUpperCase()
      else if (name === "header") request.headers.push(value)
      else if (name === "user-agent") request.headers.push(`User-Agent: ${value}`)
      else if (name === "oauth2-bearer") request.headers.push(`Authorization: Bearer ${value}`)
      else if (name === "user") request.user = true
      else if (name === "get") get = true
      else if (name === "head") head = true
      else if (name === "upload-file") request.files.push(value)
      else if (name.startsWith("form")) request.form.push(value)
      else if (/^data-raw$/u.test(name)) data.push(value)
      else if (/^(?:data(?:-ascii|-binary|-urlencode)?|json)$/u.test(name)) {
        if (value.startsWith("@")) request.files.push(value.slice(1))
        data.push(value.startsWith("@") ? "" : value)
        if (name === "json") request.headers.push("Content-Type: application/json")
      }
    })
    request.body = data.filter(Boolean).join("&")
    const sends = data.length > 0 || request.form.length > 0
    const implied = head
      ? "HEAD"
      : get
        ? "GET"
        : sends
          ? "POST"
          : request.files.length
            ? "PUT"
            : "GET"
    request.method ||= implied
    return request
  }

  // The words behind a command, as its shell reads them.
  function parted(text, from) {
    const head = text.slice(from, from + 4000)
    const isCmd = /\^\x22|[ \t]\^\n/u.test(head.split(/[^\\^]\n/u)[0] || head)
    return (isCmd ? cmd : bash)(text, from)
  }

  function read(text, start) {
    COMMAND.lastIndex = start
    const match = COMMAND.exec(text)
    if (!match || match.index > start) return null
    const { words, end, cut } = parted(text, COMMAND.lastIndex)
    return Object.assign(requestOf(options(words)), { end, cut })
  }

  // Words in quotes of bash, on as many lines as before: places are named by lines.
  function requoted(words, lines) {
    const plain = words.map(word => `'${word.replace(/'/gu, "'\\''")}'`).join(" ")
    const lost = Math.max(0, lines - plain.split("\n").length)
    return `${" \\\n".repeat(lost)} ${plain}`
  }

  // What stands behind each command, with the same words in plain quotes: a shell joins what quotes part.
  function written(text) {
    const all = []
    let start = 0
    for (;;) {
      COMMAND.lastIndex = start
      if (!COMMAND.exec(text)) return all
      start = COMMAND.lastIndex
      const { words, end, cut } = parted(text, start)
      const raw = text.slice(start, end)
      if (!words.every(word => raw.includes(word)))
        all.push({ start, end, plain: requoted(words, raw.split("\n").length) })
      if (!cut) start = end
    }
  }

  return { read, written, COMMAND }
})()
