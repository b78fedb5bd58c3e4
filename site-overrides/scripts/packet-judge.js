/* What is wrong with a packet, and a text without secrets:
   generator/proofpack/worksheets/packet_rules.py, messages.py and redact.py. Stands on packet.js, what is
   derived, and is handed rules that packet-rules.js has made ready. Loaded with what hands over: nothing is
   judged before the rules are there. */
;(packet => {
  "use strict"

  const { canonical, clean, constants, ids, isEmpty, isText, modules, own, whole } = packet.inner
  const { cleaned, last_key, pruned } = modules.packet
  const { misshapen } = modules.well_formed
  const { numbers } = packet
  const { LISTS, PROSE, ROUNDS, SHOWN, YES_NO } = constants
  const PLACEHOLDER = whole(constants.PLACEHOLDER)

  // --- what is wrong with a packet: generator/proofpack/worksheets/packet_rules.py ---------------

  // A value as a finding repeats it: in quotes, on one line, cut.
  function shown(value) {
    const line = Array.from(value.replace(/[ \t\n]+/g, " ").replace(/^ | $/g, ""))
    return `"${line.slice(0, SHOWN).join("")}${line.length > SHOWN ? '…"' : '"'}`
  }

  // A template with its slots filled. What stands in a slot is not looked at again.
  function filled(template, slots) {
    return template.replace(/\{([a-z]+)\}/g, (all, name) => slots[name])
  }

  class Judge {
    constructor(rules) {
      this.rules = rules
      this.findings = []
    }

    say(rule, at, slots, more) {
      const words = own(this.rules.words, rule) || this.rules.words[rule.split("-")[0]]
      const finding = {
        rule,
        at,
        level: "error",
        holds: false,
        what: filled(words.what, slots),
        remedy: filled(words.remedy, slots),
      }
      this.findings.push(Object.assign(finding, more))
    }

    secret(at, key, text) {
      hits(this.rules, key, text).forEach(hit => {
        const rule = this.rules.secretRules.get(hit.rule)
        const slots = {
          about: rule.about,
          mask: hit.mask,
          instead: rule.instead,
          revoke: rule.revoke ? this.rules.words.revoke : "",
        }
        const { start, end, digest } = hit
        this.say(`secret-${hit.rule}`, at, slots, { holds: true, start, end, digest })
      })
    }

    // Advice on words.
    pasted(at, text) {
      this.rules.advice.find(text).forEach(match => {
        const slots = { about: match.rule.about, instead: match.rule.instead }
        const more = { level: "warning", start: match.start, end: match.end }
        this.say(match.rule.id, at, slots, more)
      })
    }

    // The findings as they are once somebody has said of some that they are no secrets.
    settled(packet) {
      const waived = waivedIn(packet, this.rules)
      return this.findings.map(finding => {
        const rule = finding.rule.replace("secret-", "")
        const reason = finding.holds && waived.get(`${rule} ${finding.at}`)
        if (!reason) return finding
        const remedy = filled(this.rules.words.waived, { reason: this.repeated("", reason) })
        return Object.assign({}, finding, { level: "warning", holds: false, remedy })
      })
    }

    // What is wrong with words that a reader wrote.
    words(at, key, text) {
      this.secret(at, key, text)
      this.pasted(at, text)
    }

    // A finding that repeats a value, without the secrets that it may hold beside its key.
    shown(rule, at, key, value, known) {
      this.say(rule, at, { value: this.repeated(key, value), known: known || "" })
    }

    repeated(key, value) {
      return shown(redact(key, value, this.rules, numbers(value)))
    }

    choice(value, known, at) {
      if (!value || known.includes(value)) return
      this.shown("unknown-choice", at, "", value, known.join(", "))
      this.secret(at, "", value)
    }

    text(field, value, at) {
      const type = field.type
      if (field.required && value === field.default && PLACEHOLDER.test(value)) {
        this.say("placeholder", at, { value: shown(value) }, { level: "warning" })
      } else if (type === "choice" || type === "choices") {
        return this.choice(value, ids(field.choices), at)
      } else if (type === "yes-no") {
        return this.choice(value, YES_NO, at)
      } else if (ids(field.choices).includes(value)) {
        return // as in redaction: what stands beside a format to be chosen is no secret
      } else {
        const [rule, known] = misshapen(field, value)
        if (rule) this.shown(rule, at, field.id, value, known)
      }
      // What was seen stands as it was seen: measurements, log lines, headers.
      const prose = PROSE.includes(type) || (type === "code" && field.sensitivity !== "redact")
      if (prose && !field.observed) this.words(at, field.id, value)
      else this.secret(at, field.id, value)
    }

    field(field, value, at) {
      const nothing = value === undefined || isEmpty(value)
      if (field.type === "group" && !field.repeat) {
        const group = nothing ? {} : value
        if (field.short === "state" && group.state === "not-applicable" && !group.because) {
          this.say("no-reason", at, {})
        }
        this.fields(field.fields, group, at)
      } else if (nothing) {
        if (field.required) this.say("missing", at, {})
      } else if (field.type === "group") {
        value.forEach((entry, number) => {
          this.fields(field.fields, entry, `${at}[${number}]`)
        })
      } else if (Array.isArray(value)) {
        if (field.single && value.length > 1) {
          this.say("too-many", at, { count: String(value.length) })
        }
        value.forEach((inner, number) => {
          this.text(field, inner, `${at}[${number}]`)
        })
      } else this.text(field, value, at)
    }

    fields(fields, answers, at) {
      fields.forEach(field => {
        this.field(field, own(answers, field.id), `${at}.${field.id}`)
      })
    }

    // Answers against what is documented.
    against(schema, packet, typing) {
      if (!schema.verdicts) return
      for (const [rule, at, slots] of modules.verdicts.findings(schema, packet, typing)) {
        this.say(rule, at, slots, { level: rule === "against-with-reason" ? "warning" : "error" })
      }
    }

    // Answers that are held to other answers.
    agreement(schema, packet) {
      for (const contradiction of modules.agreement.agreement(schema, packet)) {
        const slots = {
          value: this.repeated(...contradiction.value),
          label: shown(contradiction.label),
        }
        const { left, instead } = contradiction
        this.say(contradiction.rule, contradiction.at, {
          ...slots,
          other: this.repeated(...contradiction.other),
          left,
          instead,
        })
      }
    }

    orphan(orphan, number) {
      const at = `orphans[${number}]`
      this.say("orphan", at, {}, { level: "warning" })
      this.secret(`${at}.at`, "", orphan.at)
      // A body that was pasted without quotes is data here, and would leave as such.
      if (!isText(orphan.value)) this.pasted(`${at}.value`, JSON.stringify(orphan.value))
      this.any(`${at}.value`, last_key(orphan.at), orphan.value)
    }

    // Raw data, of which each text stands beside the nearest key.
    any(at, key, value) {
      if (isText(value)) this.words(at, key, value)
      else if (Array.isArray(value)) {
        value.forEach((inner, number) => {
          this.any(`${at}[${number}]`, key, inner)
        })
      } else {
        Object.keys(value).forEach(name => {
          this.secret(`${at}.${name}`, "", name)
          this.any(`${at}.${name}`, name, value[name])
        })
      }
    }
  }

  // The secrets of a value, with offsets in it. A bare password is one beside its key, so the value
  // is looked at with the key before it too.
  function hits(rules, key, text) {
    const all = rules.secrets.find(text)
    if (!key || !text) return all
    const head = `${key}: `
    rules.secrets.find(head + text).forEach(hit => {
      const start = Math.max(hit.start - head.length, 0)
      const end = hit.end - head.length
      const known = all.some(other => other.start < end && start < other.end)
      if (end > 0 && !known) all.push(Object.assign({}, hit, { start, end }))
    })
    return all.sort((a, b) => a.start - b.start)
  }

  function judge(schema, packet, rules) {
    const judge = new Judge(rules)
    packet = canonical(schema, packet)
    if (packet.worksheet !== schema.id) {
      const both = { then: judge.repeated("", packet.worksheet), now: shown(schema.id) }
      judge.say("other-worksheet", "worksheet", both)
      return judge.findings
    }
    if (packet.version !== schema.version) {
      const slots = { then: judge.repeated("", packet.version), now: shown(schema.version) }
      judge.say("other-version", "version", slots, { level: "warning" })
    }
    ;["version", "title", "name", "made"].forEach(key => {
      judge.secret(key, "", packet[key])
    })
    schema.parts.forEach(part => {
      judge.fields(part.fields, own(packet.answers, part.id) || {}, part.id)
    })
    judge.agreement(schema, packet)
    judge.against(schema, packet)
    packet.orphans.forEach((orphan, number) => {
      judge.orphan(orphan, number)
    })
    Object.keys(LISTS).forEach(kind => {
      ;(packet[kind] || []).forEach((pin, number) => {
        Object.keys(pin).forEach(key => {
          judge.secret(`${kind}[${number}].${key}`, "", pin[key])
        })
      })
    })
    return judge.settled(packet)
  }

  // What contradicts itself, alone: the same findings that are among those of `judge`.
  function judgeAgreement(schema, packet, rules) {
    const judge = new Judge(rules)
    judge.agreement(schema, packet)
    return judge.findings
  }

  // What is wrong with one field, or with words, of a packet.
  function judgeField(field, value, at, rules, packet) {
    const judge = new Judge(rules)
    judge.field(field, pruned(cleaned(value)), at)
    return judge.settled(packet)
  }

  function judgeWords(key, text, at, rules, packet) {
    const judge = new Judge(rules)
    judge.words(at, key, clean(text))
    return judge.settled(packet)
  }

  // What was said to be no secret: the reason by rule and place. What is one for certain stays one.
  function waivedIn(packet, rules) {
    const counts = (own(packet || {}, "waived") || []).filter(waiver => {
      const rule = rules.secretRules.get(waiver.rule)
      return waiver.reason && !(rule && rule.certain)
    })
    return new Map(counts.map(waiver => [`${waiver.rule} ${waiver.at}`, waiver.reason]))
  }

  function judgeDecisions(schema, packet, rules, typing) {
    const judge = new Judge(rules)
    judge.against(schema, canonical(schema, packet), typing)
    return judge.findings
  }

  // --- without secrets: generator/proofpack/worksheets/redact.py ---------------------------------

  // A text with a placeholder for each secret. The same value gets the same number.
  function redact(key, text, rules, numbered, isSpared) {
    for (let round = 0; round < ROUNDS; round++) {
      const secrets = hits(rules, key, text).filter(hit => !isSpared || !isSpared(hit.rule))
      if (!secrets.length) break
      const pieces = []
      let position = 0
      secrets.forEach(hit => {
        const name = `${hit.rule} ${hit.digest}`
        if (!numbered.given[name]) {
          numbered.given[name] = numbered.last[hit.rule] = (numbered.last[hit.rule] || 0) + 1
        }
        pieces.push(text.slice(position, hit.start))
        pieces.push(`<REDACTED:${hit.rule}-${numbered.given[name]}>`)
        position = hit.end
      })
      pieces.push(text.slice(position))
      text = pieces.join("")
    }
    return text
  }

  packet.judge = judge
  packet.judgeAgreement = judgeAgreement
  packet.judgeDecisions = judgeDecisions
  packet.judgeField = judgeField
  packet.judgeWords = judgeWords
  packet.redact = redact
  packet.waivedIn = waivedIn
})(ProofpackPacket)
