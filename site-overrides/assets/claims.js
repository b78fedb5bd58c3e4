/* Statements that name no source, and bodies that must not be pasted: the rules on what a reader writes
   into a worksheet. A classic script that asks nothing, stores nothing and needs no server. It does what
   generator/packets/typed.py and wording.py do, step by step, with the same rules: whoever changes one
   changes both, and tests hold them together.

     var claims = ProofpackClaims.compile(json)   // what Wording.as_json() gives
     claims.find(text)                            // [{rule, start, end}]
     claims.rule(id)                              // {id, about, instead, ways}
     var bodies = ProofpackClaims.bodies(json)    // what Bodies.as_json() gives
     bodies.find(text), bodies.rule(id)

   start and end count UTF-16 units, as strings of JavaScript do. */
var ProofpackClaims = (function () {
  "use strict"

  // What leads back to a text before it was prepared is the same for secrets.
  var upTo = ProofpackSecrets.upTo
  var origin = ProofpackSecrets.origin

  // --- text as rules look at it: generator/packets/typed.py ----------------------------------------

  var SPACE = "\\t\\x0b-\\r\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
  var UNSEEN =
    "\\xad\\u0300-\\u036f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff`"
  // No pattern here has the flag `u`: it would fold the case of letters that Python leaves alone. So a
  // character outside the basic plane is two units, taken together here and one character from then on.
  var ODD = new RegExp(
    "((?:(?:[" + SPACE + UNSEEN + "]|\\*\\*)|[ \\n](?=[ \\n" + SPACE + UNSEEN + "]|\\*\\*))" +
      "(?:[ \\n" + SPACE + UNSEEN + "]|\\*{2,})*)" +
      "|[\\ud800-\\udbff][\\udc00-\\udfff]|[^\\n -~]",
    "g"
  )
  var SPACES = new RegExp("[ " + SPACE + "]")
  var DRAWN = {}
  ;[
    ["\u2018\u2019\u201a\u201b\u2032", "'"],
    ["\u201c\u201d\u201e\u201f\u2033\xab\xbb", '"'],
    ["\u2010\u2011", "-"],
    ["\ufb00", "ff"], ["\ufb01", "fi"], ["\ufb02", "fl"], ["\ufb03", "ffi"], ["\ufb04", "ffl"],
    ["\ufb05\ufb06", "st"],
  ].forEach(function (pair) {
    pair[0].split("").forEach(function (each) {
      DRAWN[each] = pair[1]
    })
  })
  var LETTER = /[\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff]/
  var SIGN = /[\x00-\xbf\xd7\xf7\u2000-\u2fff\u3000-\u303f\ufe10-\ufe6f\uff00-\uffff]/
  var CONTINUES = /\n(?=[a-z])/g
  var MARK = /^ ?(?:(?:[-*+>#\u2022]{1,6}|[0-9]{1,3}[.)]) )?(?:\[[ xX]\] )?/
  var LINE = /[^\n]+/g

  function letter(found) {
    var first = found.normalize("NFD")[0]
    return first < "\x80" ? first : "x"
  }

  // What stands for odd characters: in the text, and in the text for denials.
  function plain(found, gap) {
    if (gap) {
      var ends = found.split("\n").length - 1
      var kept = ends ? "\n".repeat(Math.min(ends, 2)) : SPACES.test(found) ? " " : ""
      return [kept, kept]
    }
    var shown = found
    if (/[\ud800-\udfff]/.test(found)) shown = "\ufffd"
    else if (LETTER.test(found)) shown = letter(found)
    else if (found >= "\uff01" && found <= "\uff5e") {
      shown = String.fromCharCode(found.charCodeAt(0) - 0xfee0)
    } else if (DRAWN[found]) shown = DRAWN[found]
    if ((shown >= " " && shown[0] < "\x80") || shown === "\u2013" || shown === "\u2014") {
      return [shown, shown]
    }
    return [shown, SIGN.test(shown) ? "\ufffd" : "x"]
  }

  function typed(text) {
    var made = { text: text, words: text, starts: [], ends: [], oldStarts: [], oldEnds: [] }
    var shown = []
    var words = []
    var position = 0
    var length = 0
    for (var match of text.matchAll(ODD)) {
      var pair = plain(match[0], match[1] !== undefined)
      var between = text.slice(position, match.index)
      shown.push(between, pair[0])
      words.push(between, pair[1])
      length += between.length
      made.starts.push(length)
      length += pair[0].length
      made.ends.push(length)
      made.oldStarts.push(match.index)
      position = match.index + match[0].length
      made.oldEnds.push(position)
    }
    if (made.starts.length) {
      made.text = shown.join("") + text.slice(position)
      made.words = words.join("") + text.slice(position)
    }
    return made
  }

  function said(made, rule, start, end) {
    return { rule: rule, start: origin(made, start)[0], end: origin(made, end - 1)[1] }
  }

  function lines(made) {
    var text = made.text.replace(CONTINUES, " ")
    var words = made.words.replace(CONTINUES, " ")
    return Array.from(text.matchAll(LINE), function (match) {
      var start = match.index + MARK.exec(match[0])[0].length
      var end = match.index + match[0].length
      return { start: start, text: text.slice(start, end), words: words.slice(start, end) }
    })
  }

  // --- whether what a sentence says is said to be so: generator/validate/denial.py -----------------
  // Its patterns come with the rules. Its control flow, and that of `sentences` in generator/plain.py,
  // is written again below, in the same order and under the same names.
  // The flow that is followed here: bf2da3771a91

  var FAR = 300

  // Where each sentence of a plain text begins and ends.
  function sentences(plainly, text) {
    var found = []
    var start = 0
    for (var match of text.matchAll(plainly.STOP)) {
      var end = match.index + match[0].length
      found.push([start, end - match[1].length])
      start = end
    }
    if (start < text.length) found.push([start, text.length])
    return found
  }

  function without(text, characters) {
    var end = text.length
    while (end && characters.indexOf(text[end - 1]) >= 0) end--
    return text.slice(0, end)
  }

  function has(pattern, text) {
    pattern.lastIndex = 0
    return pattern.test(text)
  }

  // Whether a pattern matches at the beginning, as Python's `match` looks at it.
  function begins(pattern, text) {
    return new RegExp(pattern.source, pattern.flags.replace("g", "y")).test(text)
  }

  function Denial(patterns) {
    this.patterns = patterns
  }

  Denial.prototype.asserted = function (sentence, begin, end) {
    var before = sentence.slice(Math.max(0, begin - FAR), begin)
    if (without(sentence, "\"') ").endsWith("?")) return has(this.patterns.KNOWN_QUESTION, before)
    var after = sentence.slice(end, end + FAR)
    if (begins(this.patterns.LEFT_OPEN, after)) return false
    if ((before.split('"').length - 1) % 2 && this.onlyMentioned(before, after)) return false
    return !this.governed(before)
  }

  Denial.prototype.onlyMentioned = function (before, after) {
    var introduction = before.slice(0, before.lastIndexOf('"'))
    var quote = after.indexOf('"')
    var inside = quote < 0 ? after : after.slice(0, quote)
    var rest = quote < 0 ? "" : after.slice(quote + 1)
    return (
      has(this.patterns.MENTIONED, introduction) ||
      this.governed(without(introduction, " :,")) ||
      /^\s?(?:is|are|was|were|would be)\s(?:not|no|never|a claim|a guess|wrong|too)\b/.test(rest) ||
      rest.trimStart().startsWith("?") ||
      inside.trimEnd().endsWith("?")
    )
  }

  Denial.prototype.governed = function (before) {
    var self = this
    var reason = this.patterns.REASON
    return (
      last(this.patterns.DENIED, before).some(function (match) {
        return !self.ends(rest(before, match))
      }) ||
      last(this.patterns.BARE, before).some(function (match) {
        return !self.ends(rest(before, match)) && !has(reason, rest(before, match))
      }) ||
      last(this.patterns.ASKED, before).some(function (match) {
        return self.stillAsked(before.slice(match.index + match[0].length))
      }) ||
      last(this.patterns.VERIFY, before).some(function (match) {
        return !self.ends(rest(before, match))
      })
    )
  }

  function last(pattern, before) {
    return Array.from(before.matchAll(pattern)).slice(-4)
  }

  function rest(before, governor) {
    var after = before.slice(governor.index + governor[0].length)
    return after.trimStart().startsWith(":") ? after.trimStart().slice(1) : after
  }

  Denial.prototype.ends = function (after) {
    return has(this.patterns.CLAUSE, after)
  }

  function partition(text) {
    var comma = text.indexOf(",")
    if (comma < 0) return [text, "", ""]
    return [text.slice(0, comma), ",", text.slice(comma + 1)]
  }

  Denial.prototype.stillAsked = function (after) {
    var over = /[;!?|]|:\s|\s[\u2014\u2013]\s|\bbut\b/
    if (has(this.patterns.ASSURED, after) || over.test(after)) return false
    var parts = partition(after)
    var head = parts[0]
    while (parts[1]) {
      var tail = parts[2].trimStart()
      var words = head.split(" ").filter(Boolean).length
      var whole = words >= 3 || has(this.patterns.SHORT_CONDITION, head)
      if (begins(this.patterns.SUBJECT, tail)) return false
      if (whole && !/^(?:or|and|nor)\s/.test(tail)) return false
      parts = partition(tail)
      head = head + " " + parts[0]
    }
    return true
  }

  // --- the rules: generator/packets/wording.py -----------------------------------------------------

  var ADDRESS = /https?:\/\/[^\s]/i

  function compiled(patterns) {
    var made = {}
    Object.keys(patterns).forEach(function (name) {
      made[name] = new RegExp(patterns[name].pattern, "g" + patterns[name].flags)
    })
    return made
  }

  function ruleOf(rules, id) {
    return rules.find(function (one) {
      return one.id === id
    })
  }

  function Claims(json) {
    this.rules = json.rules
    this.denial = new Denial(compiled(json.denial))
    this.plain = compiled(json.plain)
    this.ways = []
    var self = this
    json.rules.forEach(function (rule, order) {
      rule.ways.forEach(function (way) {
        var pattern = new RegExp(way.pattern, "gi")
        self.ways.push({ order: order, rule: rule.id, pattern: pattern, needs: way.needs })
      })
    })
  }

  function mayMatch(way, lower) {
    return way.needs.every(function (pieces) {
      return pieces.some(function (piece) {
        return lower.indexOf(piece) >= 0
      })
    })
  }

  Claims.prototype.rule = function (id) {
    return ruleOf(this.rules, id)
  }

  Claims.prototype.find = function (text) {
    var made = typed(text)
    var found = []
    var self = this
    lines(made).forEach(function (line) {
      self.inLine(line, found)
    })
    found.sort(function (a, b) {
      return a.start - b.start || a.way.order - b.way.order
    })
    return found.map(function (one) {
      return said(made, one.way.rule, one.start, one.end)
    })
  }

  Claims.prototype.inLine = function (line, found) {
    var lower = line.text.toLowerCase()
    var told = new Set()
    var spans = null
    var ends = null
    for (var way of this.ways) {
      if (!mayMatch(way, lower)) continue
      for (var match of line.text.matchAll(way.pattern)) {
        if (spans === null) {
          spans = sentences(this.plain, line.words)
          ends = spans.map(function (span) {
            return span[1]
          })
        }
        var span = spans[Math.min(upTo(ends, match.index), spans.length - 1)]
        var key = way.rule + " " + span[0]
        if (told.has(key) || !this.stands(line, match, span[0], span[1])) continue
        told.add(key)
        var start = line.start + match.index
        found.push({ way: way, start: start, end: start + match[0].length })
      }
    }
  }

  Claims.prototype.stands = function (line, match, begin, end) {
    if (ADDRESS.test(line.text.slice(begin, end))) return false
    var from = match.index - begin
    return this.denial.asserted(line.words.slice(begin, end), from, from + match[0].length)
  }

  function Bodies(json) {
    this.rules = json
    this.patterns = json.map(function (rule) {
      return new RegExp(rule.pattern, rule.ignore_case ? "i" : "")
    })
  }

  Bodies.prototype.rule = function (id) {
    return ruleOf(this.rules, id)
  }

  Bodies.prototype.find = function (text) {
    var made = typed(text)
    var found = []
    for (var i = 0; i < this.rules.length; i++) {
      var match = this.patterns[i].exec(made.text)
      if (match) found.push(said(made, this.rules[i].id, match.index, match.index + match[0].length))
    }
    return found.sort(function (a, b) {
      return a.start - b.start
    })
  }

  return {
    compile: function (json) {
      return new Claims(json)
    },
    bodies: function (json) {
      return new Bodies(json)
    },
    typed: typed, // for tests
  }
})()
