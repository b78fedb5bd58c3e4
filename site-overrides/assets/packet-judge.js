/* What is wrong with a packet, and a packet without secrets: generator/packets/judge.py, words.py and
   redact.py. Stands on packet.js and secrets.js. */
;(function (packet) {
  "use strict"

  var {
    byId, canonical, clean, cleaned, ids, isEmpty, isText, lastOf, mappingOf, own, PLACEHOLDER,
    pruned, STATES, texts, YES_NO,
  } = packet.inner

  // --- what is wrong with a packet: generator/packets/judge.py and words.py -------------------------

  var TIME =
    /^([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?Z$/
  var DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/
  var URL_FORM = /^https?:\/\/[^ \t\n\r\f\v/?#@\\]+(?:[/?#][^ \t\n\r\f\v\\]*)?$/
  var NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/
  var PROSE = ["text", "long-text", "list"] // what stands in code is not read as a statement
  var SHOWN = 60 // how many characters of a value a finding repeats
  var MARK = /<REDACTED:([a-z0-9_-]{1,80})-([0-9]{1,9})>/gu
  var ROUNDS = 10 // how often what redaction leaves is looked at again

  // The rules of a project, ready for packets. Takes what rules.js holds.
  function compile(json) {
    return {
      secrets: ProofpackSecrets.compile(json.secrets),
      bodies: new Bodies(json.bodies),
      secretRules: byId(json.secrets.secrets),
      words: json.words,
    }
  }

  // The rules on pasted bodies: generator/proofpack/worksheets/bodies.py.
  function Bodies(rules) {
    this.rules = rules.map(function (rule) {
      return { rule: rule, pattern: new RegExp(rule.pattern, rule.ignore_case ? "iu" : "u") }
    })
  }

  // Where a text begins to hold what must not be pasted: each rule once, in order.
  Bodies.prototype.find = function (text) {
    var view = ProofpackSecrets.squeezed(text)
    var found = []
    this.rules.forEach(function (one) {
      var match = one.pattern.exec(view.text)
      if (!match) return
      var place = ProofpackSecrets.original(view, match.index, match.index + match[0].length)
      found.push({ rule: one.rule, start: place[0], end: place[1] })
    })
    return found.sort(function (a, b) {
      return a.start - b.start
    })
  }

  // A value as a finding repeats it: in quotes, on one line, cut.
  function shown(value) {
    var line = Array.from(value.replace(/[ \t\n]+/g, " ").replace(/^ | $/g, ""))
    return '"' + line.slice(0, SHOWN).join("") + (line.length > SHOWN ? '…"' : '"')
  }

  // A template with its slots filled. What stands in a slot is not looked at again.
  function filled(template, slots) {
    return template.replace(/\{([a-z]+)\}/g, function (all, name) {
      return slots[name]
    })
  }

  function Judge(rules) {
    this.rules = rules
    this.findings = []
  }

  Judge.prototype.say = function (rule, at, slots, more) {
    var words = own(this.rules.words, rule) || this.rules.words[rule.split("-")[0]]
    var finding = {
      rule: rule,
      at: at,
      level: "error",
      holds: false,
      what: filled(words.what, slots),
      remedy: filled(words.remedy, slots),
    }
    this.findings.push(Object.assign(finding, more))
  }

  // The secrets of a value, with offsets in it. A bare password is one beside its key, so the value is
  // looked at with the key before it too.
  function hits(rules, key, text) {
    var found = rules.secrets.find(text)
    if (!key || !text) return found
    var head = key + ": "
    rules.secrets.find(head + text).forEach(function (hit) {
      var start = Math.max(hit.start - head.length, 0)
      var end = hit.end - head.length
      var known = found.some(function (one) {
        return one.start < end && start < one.end
      })
      if (end > 0 && !known) found.push(Object.assign({}, hit, { start: start, end: end }))
    })
    return found.sort(function (a, b) {
      return a.start - b.start
    })
  }

  Judge.prototype.secret = function (at, key, text) {
    var self = this
    hits(self.rules, key, text).forEach(function (hit) {
      var rule = self.rules.secretRules.get(hit.rule)
      var slots = {
        about: rule.about,
        mask: hit.mask,
        instead: rule.instead,
        revoke: rule.revoke ? self.rules.words.revoke : "",
      }
      self.say("secret-" + hit.rule, at, slots, { holds: true, start: hit.start, end: hit.end })
    })
  }

  // Bodies that were pasted.
  Judge.prototype.pasted = function (at, text) {
    var self = this
    self.rules.bodies.find(text).forEach(function (match) {
      var slots = { about: match.rule.about, instead: match.rule.instead }
      var more = { holds: true, start: match.start, end: match.end }
      self.say("pasted-" + match.rule.id, at, slots, more)
    })
  }

  // What is wrong with words that a reader wrote.
  Judge.prototype.words = function (at, key, text) {
    this.secret(at, key, text)
    this.pasted(at, text)
  }

  // A finding that repeats a value, without the secrets that it may hold beside its key.
  Judge.prototype.shown = function (rule, at, key, value, known) {
    this.say(rule, at, { value: this.repeated(key, value), known: known || "" })
  }

  Judge.prototype.repeated = function (key, value) {
    return shown(redact(key, value, this.rules, numbers(value)))
  }

  Judge.prototype.choice = function (value, known, at) {
    if (!value || known.indexOf(value) >= 0) return
    this.shown("unknown-choice", at, "", value, known.join(", "))
    this.secret(at, "", value)
  }

  function isDay(day) {
    var match = DATE.exec(day)
    if (!match || Number(match[1]) < 1990 || Number(match[1]) > 2199) return false
    var date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])))
    return date.toISOString().slice(0, 10) === day
  }

  // The rule that a value of a type breaks, or nothing.
  function misshapen(type, value) {
    var time = type === "utc-time" && TIME.exec(value)
    if (type === "utc-time") return time && isDay(time[1]) ? "" : "bad-time"
    if (type === "date") return isDay(value) ? "" : "bad-date"
    if (type === "url") return URL_FORM.test(value) ? "" : "bad-url"
    if (type === "number") return NUMBER.test(value) ? "" : "bad-number"
    return ""
  }

  Judge.prototype.text = function (field, value, at) {
    var type = field.type
    if (field.required && value === field.default && PLACEHOLDER.test(value)) {
      this.say("placeholder", at, { value: shown(value) }, { level: "warning" })
    } else if (type === "choice" || type === "choices") {
      return this.choice(value, ids(field.choices), at)
    } else if (type === "yes-no") {
      return this.choice(value, YES_NO, at)
    } else {
      var rule = misshapen(type, value)
      if (rule) this.shown(rule, at, field.id, value)
    }
    var prose = PROSE.indexOf(type) >= 0 || (type === "code" && field.sensitivity !== "redact")
    if (prose) this.words(at, field.id, value)
    else this.secret(at, field.id, value)
  }

  Judge.prototype.field = function (field, value, at) {
    var self = this
    var nothing = value === undefined || isEmpty(value)
    if (field.type === "group" && !field.repeat) {
      self.fields(field.fields, nothing ? {} : value, at)
    } else if (nothing) {
      if (field.required) self.say("missing", at, {})
    } else if (field.type === "group") {
      value.forEach(function (entry, number) {
        self.fields(field.fields, entry, at + "[" + number + "]")
      })
    } else if (Array.isArray(value)) {
      value.forEach(function (one, number) {
        self.text(field, one, at + "[" + number + "]")
      })
    } else self.text(field, value, at)
  }

  Judge.prototype.fields = function (fields, answers, at) {
    var self = this
    fields.forEach(function (field) {
      self.field(field, own(answers, field.id), at + "." + field.id)
    })
  }

  Judge.prototype.because = function (answer, at) {
    this.words(at + ".because", "because", own(answer, "because") || "")
  }

  Judge.prototype.item = function (answer, at) {
    var state = own(answer, "state") || "open"
    if (STATES.indexOf(state) < 0) {
      this.shown("bad-state", at + ".state", "", state)
      this.secret(at + ".state", "", state)
    }
    if (state === "not-applicable" && !own(answer, "because")) this.say("no-reason", at, {})
    this.because(answer, at)
  }

  Judge.prototype.labels = function (part, answer, at) {
    var self = this
    var labels = own(answer, "labels") || []
    if (labels.length > 1 && !part.several) {
      self.say("too-many", at + ".labels", { count: String(labels.length) })
    }
    labels.forEach(function (label, number) {
      self.choice(label, ids(part.labels), at + ".labels[" + number + "]")
    })
  }

  Judge.prototype.part = function (part, answer) {
    var self = this
    var at = part.id
    if (part.kind === "record") self.fields(part.fields, answer, at)
    else if (part.kind === "checklist") {
      part.items.forEach(function (item) {
        self.item(own(answer, item.id) || {}, at + "." + item.id)
      })
    } else if (part.kind === "decision") {
      self.choice(own(answer, "option") || "", ids(part.options), at + ".option")
      self.because(answer, at)
    } else if (part.kind === "classification") {
      self.labels(part, answer, at)
      self.because(answer, at)
    } else if (part.kind === "table") {
      part.rows.forEach(function (row) {
        var cells = own(answer, row.id) || {}
        part.columns.forEach(function (column) {
          var text = own(cells, column.id) || ""
          self.words(at + "." + row.id + "." + column.id, column.id, text)
        })
      })
    }
  }

  Judge.prototype.orphan = function (orphan, number) {
    var self = this
    var at = "orphans[" + number + "]"
    self.say("orphan", at, {}, { level: "warning" })
    self.secret(at + ".at", "", orphan.at)
    // A body that was pasted without quotes is data here, and would leave as such.
    if (!isText(orphan.value)) self.pasted(at + ".value", JSON.stringify(orphan.value))
    self.any(at + ".value", lastOf(orphan.at), orphan.value)
  }

  // Raw data, of which each text stands beside the nearest key.
  Judge.prototype.any = function (at, key, value) {
    var self = this
    if (isText(value)) self.words(at, key, value)
    else if (Array.isArray(value)) {
      value.forEach(function (one, number) {
        self.any(at + "[" + number + "]", key, one)
      })
    } else {
      Object.keys(value).forEach(function (name) {
        self.secret(at + "." + name, "", name)
        self.any(at + "." + name, name, value[name])
      })
    }
  }

  function judge(sheet, packet, rules) {
    var made = new Judge(rules)
    packet = canonical(sheet, packet)
    if (packet.worksheet !== sheet.id) {
      var both = { then: made.repeated("", packet.worksheet), now: shown(sheet.id) }
      made.say("other-worksheet", "worksheet", both)
      return made.findings
    }
    if (packet.version !== sheet.version) {
      var slots = { then: made.repeated("", packet.version), now: shown(sheet.version) }
      made.say("other-version", "version", slots, { level: "warning" })
    }
    ;["version", "title", "name", "made"].forEach(function (key) {
      made.secret(key, "", packet[key])
    })
    sheet.parts.forEach(function (part) {
      made.part(part, own(packet.answers, part.id) || {})
    })
    packet.orphans.forEach(function (orphan, number) {
      made.orphan(orphan, number)
    })
    ;["guides", "facts"].forEach(function (kind) {
      packet[kind].forEach(function (pin, number) {
        Object.keys(pin).forEach(function (key) {
          made.secret(kind + "[" + number + "]." + key, "", pin[key])
        })
      })
    })
    return made.findings
  }

  function judgeField(field, value, at, rules) {
    var made = new Judge(rules)
    made.field(field, pruned(cleaned(value)), at)
    return made.findings
  }

  function judgeWords(key, text, at, rules) {
    var made = new Judge(rules)
    made.words(at, key, clean(text))
    return made.findings
  }

  // --- without secrets: generator/packets/redact.py -----------------------------------------------

  // The last number of each rule that a packet holds, and the numbers that values have got since.
  function numbers(packet) {
    var made = { last: Object.create(null), given: Object.create(null) }
    texts(packet, "", "", function (at, key, text) {
      for (var mark of text.matchAll(MARK)) {
        made.last[mark[1]] = Math.max(made.last[mark[1]] || 0, Number(mark[2]))
      }
    })
    return made
  }

  // A text with a placeholder for each secret. The same value gets the same number.
  function redact(key, text, rules, numbered) {
    for (var round = 0; round < ROUNDS; round++) {
      var found = hits(rules, key, text)
      if (!found.length) break
      var pieces = []
      var position = 0
      found.forEach(function (hit) {
        var name = hit.rule + " " + hit.digest
        if (!numbered.given[name]) {
          numbered.given[name] = numbered.last[hit.rule] = (numbered.last[hit.rule] || 0) + 1
        }
        pieces.push(text.slice(position, hit.start))
        pieces.push("<REDACTED:" + hit.rule + "-" + numbered.given[name] + ">")
        position = hit.end
      })
      pieces.push(text.slice(position))
      text = pieces.join("")
    }
    return text
  }

  // Texts of raw data changed, each beside the nearest key.
  function changed(value, key, change) {
    if (isText(value)) return change(key, value)
    if (Array.isArray(value)) {
      return value.map(function (one) {
        return changed(one, key, change)
      })
    }
    return mappingOf(
      Object.keys(value).map(function (name) {
        return [change("", name), changed(value[name], name, change)]
      })
    )
  }

  function mapped(value, inner) {
    return mappingOf(
      Object.keys(value).map(function (name) {
        return [name, inner(value[name], name)]
      })
    )
  }

  // What is none of the choices changed: a choice is no secret, whatever stands before it.
  function choiceChanged(value, known, change) {
    if (!Array.isArray(value)) return known.indexOf(value) >= 0 ? value : change("", value)
    return value.map(function (one) {
      return choiceChanged(one, known, change)
    })
  }

  function chosenChanged(answer, key, known, change) {
    return mapped(answer, function (one, name) {
      return name === key ? choiceChanged(one, known, change) : change(name, one)
    })
  }

  function fieldsChanged(fields, answers, change) {
    var known = byId(fields)
    return mapped(answers, function (value, id) {
      var field = known.get(id)
      if (field.choices.length) return choiceChanged(value, ids(field.choices), change)
      if (field.type === "yes-no") return choiceChanged(value, YES_NO, change)
      if (field.type !== "group") return changed(value, id, change)
      if (!Array.isArray(value)) return fieldsChanged(field.fields, value, change)
      return value.map(function (entry) {
        return fieldsChanged(field.fields, entry, change)
      })
    })
  }

  function partChanged(part, answer, change) {
    if (part.kind === "record") return fieldsChanged(part.fields, answer, change)
    if (part.kind === "table") return changed(answer, "", change)
    if (part.kind === "decision") return chosenChanged(answer, "option", ids(part.options), change)
    if (part.kind === "classification") {
      return chosenChanged(answer, "labels", ids(part.labels), change)
    }
    return mapped(answer, function (item) {
      return chosenChanged(item, "state", STATES, change)
    })
  }

  /* A packet without secrets, for who wants to hand over what holds some. What is looked at, and beside
     which key, is what `judge` looks at: nothing that it finds is left. */
  function redacted(sheet, packet, rules) {
    var made = canonical(sheet, packet)
    var numbered = numbers(made)
    var parts = byId(sheet.parts)
    function change(key, text) {
      return redact(key, text, rules, numbered)
    }
    ;["version", "title", "name", "made"].forEach(function (key) {
      made[key] = change("", made[key])
    })
    // In the order of the sheet, which numbers the placeholders.
    var answers = new Map()
    ids(sheet.parts).forEach(function (id) {
      var answer = own(made.answers, id)
      if (answer !== undefined) answers.set(id, partChanged(parts.get(id), answer, change))
    })
    made.answers = mappingOf(Array.from(answers))
    made.orphans = made.orphans.map(function (orphan) {
      var at = change("", orphan.at)
      return { at: at, value: changed(orphan.value, lastOf(orphan.at), change) }
    })
    ;["guides", "facts"].forEach(function (kind) {
      made[kind] = made[kind].map(function (pin) {
        return mapped(pin, function (text) {
          return change("", text)
        })
      })
    })
    return canonical(sheet, made)
  }

  packet.compile = compile
  packet.judge = judge
  packet.judgeField = judgeField
  packet.judgeWords = judgeWords
  packet.numbers = numbers
  packet.redact = redact
  packet.redacted = redacted
})(ProofpackPacket)
