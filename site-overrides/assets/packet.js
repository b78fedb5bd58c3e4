/* A worksheet that is filled in: the packet, as browsers read, fit, judge and write it. A classic script
   that asks nothing, stores nothing and touches no page. It does what generator/packets/ does, step by
   step and to the byte: whoever changes one changes both, and tests hold them together.

     ProofpackPacket.fresh(sheet, name, made)        // a packet with the defaults of its fields
     ProofpackPacket.read(text, name)                // raw data; throws an Error with `line`
     ProofpackPacket.adopt(sheet, raw)               // {packet, moved: [{from, to}]}; drops nothing
     ProofpackPacket.canonical(sheet, packet)        // clean, in the order of the sheet, nothing empty

     var rules = ProofpackPacket.compile(self.ProofpackRules)
     ProofpackPacket.judge(sheet, packet, rules)     // [{rule, at, level, holds, what, remedy, …}]
     ProofpackPacket.judgeField(field, value, at, rules)      // the same for one field of a record
     ProofpackPacket.judgeWords(key, text, at, rules)         // for a cell or a reason
     ProofpackPacket.redacted(sheet, packet, rules)
     var numbers = ProofpackPacket.numbers(packet)   // of placeholders; keep it, and the same value
     ProofpackPacket.redact(key, text, rules, numbers)        // gets the same one everywhere
     ProofpackPacket.progress(sheet, packet)         // {part: {done, of}}
     ProofpackPacket.difference(sheet, now, then)    // [{at, label, now, then}]

     ProofpackPacket.toJSON(sheet, packet), toYAML, toMarkdown, toMessage(sheet, packet, partId)

   Findings about words carry start and end, which count UTF-16 units of the value at `at`.
   Mappings have no prototype: an id may be `constructor`.

   In this file is what a packet is. packet-adopt.js, packet-judge.js, packet-write.js and packet-read.js
   add the rest; each stands on this one alone (and the judge on secrets.js). */
var ProofpackPacket = (function () {
  "use strict"

  var FORMAT = "proofpack/1"
  var HEAD = ["packet", "worksheet", "version", "title", "name", "made"]
  var PINS = { guides: ["id", "reviewed", "digest"], facts: ["id", "quote", "confirmed", "source"] }
  var FIRST_NAME = "Packet 1"
  var STATES = ["done", "not-applicable", "open"]
  var YES_NO = ["yes", "no"]
  var LONGEST_KEY = 120 // of a mapping in an orphan: YAML finds none of over 1024, escapes included
  var DEEPEST = 12 // of an orphan; readers take twice as much

  // --- raw data: mappings, lists and text ---------------------------------------------------------

  // Not characters, or characters that no form control holds: half of a pair, controls, non-characters.
  var NEVER = new RegExp(
    "[\\ud800-\\udfff\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ufdd0-\\ufdef" +
      Array.from({ length: 17 }, function (_, plane) {
        return String.fromCodePoint(plane * 65536 + 0xfffe, plane * 65536 + 0xffff)
      }).join("") +
      "]",
    "gu"
  )
  // Characters that do not show, or show as something else. JSON and YAML spell them out.
  var SPECIAL =
    /[\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb\ufffd]/gu

  function clean(text) {
    text = text.replace(/\r\n?/g, "\n").replace(NEVER, "\ufffd")
    var end = text.length // a pattern for what trails would try again at each blank
    while (end > 0 && " \t\n".indexOf(text[end - 1]) >= 0) end--
    return text.slice(0, end)
  }

  function isText(value) {
    return typeof value === "string"
  }

  function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
  }

  function isTexts(value) {
    return Array.isArray(value) && value.every(isText)
  }

  function isMappings(value) {
    return Array.isArray(value) && value.every(isMapping)
  }

  function own(mapping, key) {
    return Object.prototype.hasOwnProperty.call(mapping, key) ? mapping[key] : undefined
  }

  function mappingOf(pairs) {
    var made = Object.create(null)
    pairs.forEach(function (pair) {
      made[pair[0]] = pair[1]
    })
    return made
  }

  function ids(named) {
    return named.map(function (one) {
      return one.id
    })
  }

  function cleaned(value) {
    if (isText(value)) return clean(value)
    if (Array.isArray(value)) return value.map(cleaned)
    if (!isMapping(value)) return value === null || value === undefined ? "" : clean(String(value))
    return mappingOf(
      Object.keys(value).map(function (key) {
        return [clean(key), cleaned(value[key])]
      })
    )
  }

  function isEmpty(value) {
    if (isText(value) || Array.isArray(value)) return value.length === 0
    return value === undefined || Object.keys(value).length === 0
  }

  function pruned(value) {
    if (isText(value)) return value
    if (Array.isArray(value)) {
      return value.map(pruned).filter(function (one) {
        return !isEmpty(one)
      })
    }
    var made = Object.create(null)
    Object.keys(value).forEach(function (key) {
      var inner = pruned(value[key])
      if (!isEmpty(inner)) made[key] = inner
    })
    return made
  }

  function join(at, name) {
    return at ? at + "." + name : name
  }

  // Every text of raw data with its path, and with the nearest key.
  function texts(value, at, key, visit) {
    if (isText(value)) visit(at, key, value)
    else if (Array.isArray(value)) {
      value.forEach(function (one, number) {
        texts(one, at + "[" + number + "]", key, visit)
      })
    } else {
      Object.keys(value).forEach(function (name) {
        texts(value[name], join(at, name), name, visit)
      })
    }
  }

  // The last name of a path, without the number of an entry.
  function lastOf(at) {
    return at.slice(at.lastIndexOf(".") + 1).replace(/\[[0-9]+\]$/, "")
  }

  function byId(records) {
    var made = new Map()
    records.forEach(function (one) {
      made.set(one.id, one)
    })
    return made
  }

  function eachField(fields, visit) {
    fields.forEach(function (field) {
      visit(field)
      eachField(field.fields, visit)
    })
  }

  // --- a packet in canonical form: generator/packets/model.py -------------------------------------

  /* The values of a mapping in the order of a list of things with ids, without what is empty. Keys that
     are whole numbers come first all the same, as in every object: Python puts them there as well. */
  function like(named, value, inner) {
    var made = Object.create(null)
    named.forEach(function (one) {
      var found = own(value, one.id)
      if (found !== undefined && inner) found = inner(found, one)
      if (found !== undefined && !isEmpty(found)) made[one.id] = found
    })
    return made
  }

  function keys(value, names) {
    return like(
      names.map(function (name) {
        return { id: name }
      }),
      value
    )
  }

  // What was chosen in the order of the choices, each once; what is none of them comes last.
  function chosen(choices, values) {
    var known = ids(choices)
    var there = new Set(values)
    var other = Array.from(there).filter(function (one) {
      return known.indexOf(one) < 0
    })
    return known
      .filter(function (one) {
        return there.has(one)
      })
      .concat(other)
  }

  function fieldsInOrder(fields, answer) {
    return like(fields, answer, function (value, field) {
      if (field.type === "choices") return chosen(field.choices, value)
      if (field.type !== "group") return value
      var entries = (Array.isArray(value) ? value : [value])
        .map(function (entry) {
          return fieldsInOrder(field.fields, entry)
        })
        .filter(function (entry) {
          return !isEmpty(entry)
        })
      return field.repeat ? entries : entries[0]
    })
  }

  // How an item stands; nothing if it is open and nobody said why.
  function itemInOrder(answer) {
    var because = own(answer, "because") || ""
    var state = own(answer, "state") || "open"
    if (because) return mappingOf([["state", state], ["because", because]])
    return mappingOf(state === "open" ? [] : [["state", state]])
  }

  function partInOrder(part, answer) {
    if (part.kind === "record") return fieldsInOrder(part.fields, answer)
    if (part.kind === "checklist") return like(part.items, answer, itemInOrder)
    if (part.kind === "table") {
      return like(part.rows, answer, function (row) {
        return like(part.columns, row)
      })
    }
    if (part.kind === "classification") {
      var labels = { labels: chosen(part.labels, own(answer, "labels") || []) }
      return keys(Object.assign(Object.create(null), answer, labels), ["labels", "because"])
    }
    return keys(answer, ["option", "because"])
  }

  function answersInOrder(sheet, answers) {
    return like(sheet.parts, pruned(cleaned(answers)), function (answer, part) {
      return partInOrder(part, answer)
    })
  }

  // The text of a head, which stands on one line.
  function line(text) {
    return clean(text.replace(/[\r\n\t]+/g, " "))
  }

  // Whether every format can hold a value: text, a list of texts, or mappings of such things.
  function isPlain(value, depth) {
    function isInner(one) {
      return isPlain(one, depth + 1)
    }
    if (isText(value)) return true
    if (depth > DEEPEST) return false
    if (isMapping(value)) {
      return Object.keys(value).every(function (key) {
        return key && Array.from(key).length <= LONGEST_KEY && isInner(value[key])
      })
    }
    return value.length > 0 && (isTexts(value) || (isMappings(value) && value.every(isInner)))
  }

  // An orphan whose value has such a shape; any other becomes text.
  function orphanOf(orphan) {
    var value = pruned(cleaned(orphan.value))
    return { at: line(orphan.at), value: isPlain(value, 0) ? value : JSON.stringify(value) }
  }

  function canonical(sheet, packet) {
    var made = Object.create(null)
    HEAD.forEach(function (key) {
      made[key] = line(own(packet, key) || "")
    })
    made.answers = answersInOrder(sheet, own(packet, "answers") || {})
    made.orphans = (own(packet, "orphans") || []).map(orphanOf)
    Object.keys(PINS).forEach(function (key) {
      made[key] = cleaned(own(packet, key) || [])
    })
    return made
  }

  // What stands in a field at first. A repeated group begins with one entry.
  function atFirst(field) {
    if (field.type === "group") {
      var inner = defaults(field.fields)
      return field.repeat ? [inner] : inner
    }
    if (field.type !== "list" && field.type !== "choices") return field.default
    return field.default ? [field.default] : []
  }

  function defaults(fields) {
    return mappingOf(
      fields.map(function (field) {
        return [field.id, atFirst(field)]
      })
    )
  }

  function pinned(sheet, name) {
    return sheet[name].map(function (one) {
      return mappingOf(
        PINS[name].map(function (key) {
          return [key, one[key]]
        })
      )
    })
  }

  function fresh(sheet, name, made) {
    var answers = Object.create(null)
    sheet.parts.forEach(function (part) {
      if (part.kind === "record") answers[part.id] = defaults(part.fields)
    })
    return canonical(sheet, {
      packet: FORMAT,
      worksheet: sheet.id,
      version: sheet.version,
      title: sheet.title,
      name: name || FIRST_NAME,
      made: made || "",
      guides: pinned(sheet, "guides"),
      facts: pinned(sheet, "facts"),
      answers: answers,
      orphans: [],
    })
  }

  // --- how much is filled in: generator/packets/progress.py ---------------------------------------

  var PLACEHOLDER = /^<[^<>\n]+>$/

  function isAnswer(field, value) {
    if (value === undefined || isEmpty(value)) return false
    return value !== field.default || !PLACEHOLDER.test(field.default)
  }

  function summed(counts) {
    return counts.reduce(
      function (sum, one) {
        return { done: sum.done + one.done, of: sum.of + one.of }
      },
      { done: 0, of: 0 }
    )
  }

  function fieldsDone(fields, answers) {
    return summed(
      fields.map(function (field) {
        var value = own(answers, field.id)
        if (field.type !== "group") return { done: isAnswer(field, value) ? 1 : 0, of: 1 }
        var entries = Array.isArray(value) ? value : [value || {}]
        return summed(
          entries.map(function (entry) {
            return fieldsDone(field.fields, entry)
          })
        )
      })
    )
  }

  function isSettled(item) {
    if (!item) return false
    return item.state === "done" || (item.state === "not-applicable" && !!item.because)
  }

  function partDone(part, answer) {
    if (part.kind === "record") return fieldsDone(part.fields, answer)
    if (part.kind === "checklist") {
      var settled = part.items.filter(function (item) {
        return isSettled(own(answer, item.id))
      })
      return { done: settled.length, of: part.items.length }
    }
    if (part.kind === "decision") return { done: answer.option ? 1 : 0, of: 1 }
    if (part.kind === "classification") return { done: answer.labels ? 1 : 0, of: 1 }
    if (part.kind === "message") return { done: 0, of: 0 }
    var cells = Object.keys(answer).map(function (row) {
      return Object.keys(answer[row]).length
    })
    var done = cells.reduce(function (sum, one) {
      return sum + one
    }, 0)
    return { done: done, of: part.rows.length * part.columns.length }
  }

  function progressOf(sheet, packet) {
    return mappingOf(
      sheet.parts.map(function (part) {
        return [part.id, partDone(part, own(packet.answers, part.id) || Object.create(null))]
      })
    )
  }

  // For a packet that may not be canonical: what is empty does not count.
  function progress(sheet, packet) {
    return progressOf(sheet, canonical(sheet, packet))
  }

  // --- what differs between two packets of one worksheet -------------------------------------------

  function asShown(value) {
    if (value === undefined) return ""
    if (isText(value)) return value
    return isTexts(value) ? value.join("\n") : JSON.stringify(value)
  }

  // Every answer that a packet could hold, by its path, with its label.
  function Answers(packet) {
    this.packet = packet
    this.found = new Map()
  }

  Answers.prototype.add = function (at, label, value) {
    if (value === undefined || isEmpty(value)) return
    this.found.set(at, { label: label, value: asShown(value) })
  }

  Answers.prototype.fields = function (fields, answers, at, before) {
    var self = this
    fields.forEach(function (field) {
      var value = own(answers, field.id)
      var path = at + "." + field.id
      if (value === undefined || field.type !== "group") self.add(path, before + field.label, value)
      else if (!field.repeat) self.fields(field.fields, value, path, before + field.label + ": ")
      else {
        value.forEach(function (entry, number) {
          var head = before + field.label + " " + (number + 1) + ": "
          self.fields(field.fields, entry, path + "[" + number + "]", head)
        })
      }
    })
  }

  Answers.prototype.part = function (part) {
    var self = this
    var answer = own(self.packet.answers, part.id)
    if (answer === undefined) return
    if (part.kind === "record") return self.fields(part.fields, answer, part.id, "")
    if (part.kind === "decision" || part.kind === "classification") {
      var key = part.kind === "decision" ? "option" : "labels"
      self.add(part.id + "." + key, part.title, own(answer, key))
      return self.add(part.id + ".because", part.title + ": because", own(answer, "because"))
    }
    var inner = part.kind === "checklist" ? null : part.columns
    ;(part.items || part.rows).forEach(function (one) {
      var there = own(answer, one.id)
      var at = part.id + "." + one.id
      if (there === undefined) return
      if (!inner) {
        self.add(at, one.label, there.state)
        self.add(at + ".because", one.label + ": because", own(there, "because"))
        return
      }
      inner.forEach(function (column) {
        self.add(at + "." + column.id, one.label + ": " + column.label, own(there, column.id))
      })
    })
  }

  // The answers of a packet in stretches: its name, part by part, its orphans.
  function answersIn(sheet, packet) {
    var made = [new Answers(packet)]
    made[0].add("name", "Name", packet.name)
    sheet.parts.forEach(function (part) {
      var inner = new Answers(packet)
      inner.part(part)
      made.push(inner)
    })
    var last = new Answers(packet)
    packet.orphans.forEach(function (orphan) {
      var at = "orphans." + orphan.at
      var before = last.found.get(at)
      var value = asShown(orphan.value)
      last.add(at, orphan.at, before ? before.value + "\n" + value : value)
    })
    return made.concat([last]).map(function (one) {
      return one.found
    })
  }

  /* What differs, in the order of the sheet; what only the second has comes at the end of its part. `now`
     is what the first says and `then` what the second does, as text and empty where it says nothing. */
  function difference(sheet, first, second) {
    var before = answersIn(sheet, canonical(sheet, first))
    var after = answersIn(sheet, canonical(sheet, second))
    return before.flatMap(function (now, stretch) {
      var then = after[stretch]
      return Array.from(new Map([...now, ...then]))
        .map(function (pair) {
          var there = now.get(pair[0])
          var here = then.get(pair[0])
          return {
            at: pair[0],
            label: pair[1].label,
            now: there ? there.value : "",
            then: here ? here.value : "",
          }
        })
        .filter(function (one) {
          return one.now !== one.then
        })
    })
  }

  return {
    canonical: canonical,
    clean: clean,
    difference: difference,
    fresh: fresh,
    progress: progress,
    // What the scripts beside this one stand on; nothing else should.
    inner: {
      answersInOrder: answersInOrder,
      byId: byId,
      canonical: canonical,
      clean: clean,
      cleaned: cleaned,
      eachField: eachField,
      FIRST_NAME: FIRST_NAME,
      FORMAT: FORMAT,
      HEAD: HEAD,
      ids: ids,
      isEmpty: isEmpty,
      isMapping: isMapping,
      isMappings: isMappings,
      isText: isText,
      isTexts: isTexts,
      join: join,
      lastOf: lastOf,
      mappingOf: mappingOf,
      orphanOf: orphanOf,
      own: own,
      PINS: PINS,
      PLACEHOLDER: PLACEHOLDER,
      progressOf: progressOf,
      pruned: pruned,
      SPECIAL: SPECIAL,
      STATES: STATES,
      summed: summed,
      texts: texts,
      YES_NO: YES_NO,
    },
  }
})()
