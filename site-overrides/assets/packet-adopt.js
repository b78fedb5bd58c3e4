/* A packet fitted to the worksheet of today, with nothing dropped: generator/packets/adopt.py. Stands on
   packet.js, which says how the scripts of packets belong together. */
;(function (packet) {
  "use strict"

  var {
    answersInOrder, canonical, cleaned, FIRST_NAME, FORMAT, HEAD, ids, isEmpty, isMapping,
    isMappings, isText, isTexts, join, mappingOf, orphanOf, own, PINS, pruned, texts,
  } = packet.inner

  // --- fitted to the worksheet of today: generator/packets/adopt.py -------------------------------

  function equal(one, other) {
    if (isText(one) || isText(other)) return one === other
    if (Array.isArray(one) !== Array.isArray(other)) return false
    var names = Object.keys(one)
    return (
      names.length === Object.keys(other).length &&
      names.every(function (name) {
        var there = own(other, name)
        return there !== undefined && equal(one[name], there)
      })
    )
  }

  // Walks a worksheet beside the answers, and writes down what moves and what finds no place.
  function Fitting() {
    this.moved = []
    this.orphans = []
  }

  Fitting.prototype.orphan = function (at, value) {
    this.orphans.push({ at: at, value: value })
  }

  Fitting.prototype.parts = function (parts, answers) {
    var self = this
    return self.each(parts, answers, "", function (answer, at, part) {
      return self.part(part, answer, at)
    })
  }

  // The answers by today's ids; the rest becomes orphans. An answer under today's id stays; then earlier
  // ids count, in the order in which they are listed.
  Fitting.prototype.taken = function (named, answers, at) {
    var self = this
    var left = new Set(Object.keys(answers))
    var found = Object.create(null)
    function take(id, name) {
      found[id] = answers[name]
      left.delete(name)
    }
    named.forEach(function (one) {
      if (left.has(one.id)) take(one.id, one.id)
    })
    named.forEach(function (one) {
      one.was.forEach(function (earlier) {
        if (!left.has(earlier) || own(found, one.id) !== undefined) return
        take(one.id, earlier)
        self.moved.push({ from: join(at, earlier), to: join(at, one.id) })
      })
    })
    left.forEach(function (name) {
      self.orphan(join(at, name), answers[name])
    })
    return found
  }

  Fitting.prototype.each = function (named, answers, at, inner) {
    var found = this.taken(named, answers, at)
    var made = Object.create(null)
    named.forEach(function (one) {
      var value = own(found, one.id)
      if (value !== undefined) made[one.id] = inner(value, join(at, one.id), one)
    })
    return made
  }

  Fitting.prototype.part = function (part, answer, at) {
    var self = this
    if (!isMapping(answer) || part.kind === "message") {
      self.orphan(at, answer)
      return Object.create(null)
    }
    if (part.kind === "record") return self.fields(part.fields, answer, at)
    if (part.kind === "checklist") {
      return self.each(part.items, answer, at, function (one, where) {
        // A state alone is what people write by hand.
        return self.keyed(isText(one) ? { state: one } : one, ["state", "because"], where)
      })
    }
    if (part.kind === "table") {
      return self.each(part.rows, answer, at, function (one, where) {
        return self.row(part, one, where)
      })
    }
    return part.kind === "decision"
      ? self.decision(part, answer, at)
      : self.classification(part, answer, at)
  }

  Fitting.prototype.row = function (part, answer, at) {
    var self = this
    if (isText(answer) && part.columns.length === 1) return mappingOf([[part.columns[0].id, answer]])
    if (!isMapping(answer)) {
      self.orphan(at, answer)
      return Object.create(null)
    }
    return self.each(part.columns, answer, at, function (one, where) {
      return self.text(one, where)
    })
  }

  Fitting.prototype.text = function (answer, at) {
    if (isText(answer)) return answer
    if (isTexts(answer)) return answer.join("\n")
    this.orphan(at, answer)
    return ""
  }

  // The texts under known keys.
  Fitting.prototype.keyed = function (answer, names, at) {
    var self = this
    var made = Object.create(null)
    if (!isMapping(answer)) {
      self.orphan(at, answer)
      return made
    }
    Object.keys(answer).forEach(function (name) {
      if (names.indexOf(name) < 0) self.orphan(join(at, name), answer[name])
    })
    names.forEach(function (name) {
      var value = own(answer, name)
      if (value !== undefined) made[name] = self.text(value, join(at, name))
    })
    return made
  }

  Fitting.prototype.decision = function (part, answer, at) {
    var found = this.keyed(answer, ["option", "because"], at)
    if (own(found, "option") !== undefined) {
      found.option = this.chosen(part.options, found.option, join(at, "option"))
    }
    return found
  }

  Fitting.prototype.classification = function (part, answer, at) {
    var rest = Object.assign(Object.create(null), answer)
    delete rest.labels
    var made = this.keyed(rest, ["because"], at)
    made.labels = this.several(part.labels, own(answer, "labels") || [], join(at, "labels"))
    return made
  }

  Fitting.prototype.fields = function (fields, answers, at) {
    var self = this
    return self.each(fields, answers, at, function (value, where, field) {
      return self.value(field, value, where)
    })
  }

  Fitting.prototype.value = function (field, value, at) {
    if (field.type === "group") return this.group(field, value, at)
    if (field.type === "list" || field.type === "choices") return this.several(field.choices, value, at)
    var text = this.text(value, at)
    return field.choices.length ? this.chosen(field.choices, text, at) : text
  }

  Fitting.prototype.group = function (field, value, at) {
    var self = this
    var entries = Array.isArray(value) ? value : [value]
    if (!isMappings(entries) || (entries.length !== 1 && !field.repeat)) {
      self.orphan(at, value)
      return []
    }
    if (!field.repeat) return self.fields(field.fields, entries[0], at)
    return entries.map(function (entry, number) {
      return self.fields(field.fields, entry, at + "[" + number + "]")
    })
  }

  Fitting.prototype.several = function (choices, value, at) {
    var self = this
    var listed = isText(value) ? value.split("\n") : value
    if (!isTexts(listed)) {
      self.orphan(at, value)
      return []
    }
    return listed.map(function (one) {
      return self.chosen(choices, one, at)
    })
  }

  // A choice by the id that it has today. What is none of them stays as it is.
  Fitting.prototype.chosen = function (choices, value, at) {
    if (ids(choices).indexOf(value) >= 0) return value
    var renamed = choices.find(function (one) {
      return one.was.indexOf(value) >= 0
    })
    if (!renamed) return value
    this.moved.push({ from: at + "=" + value, to: at + "=" + renamed.id })
    return renamed.id
  }

  // Tries orphans once more, and returns those that still find no field, or a full one.
  Fitting.prototype.again = function (parts, fitted, orphans) {
    var self = this
    return orphans.filter(function (orphan) {
      var trial = new Fitting()
      var found = trial.parts(parts, nested(orphan.at, orphan.value))
      if (trial.orphans.length || isEmpty(pruned(found)) || !isFree(fitted, found)) return true
      merge(fitted, found)
      self.moved.push({ from: "orphans." + orphan.at, to: orphan.at }, ...trial.moved)
      return false
    })
  }

  // The answers in which a value stands at a path. Entries before it are empty.
  function nested(at, value) {
    return at.split(".").reduceRight(function (inner, name) {
      var numbered = /^([^[]*)\[([0-9]{1,3})\]$/.exec(name)
      if (!numbered) return mappingOf([[name, inner]])
      var before = Array.from({ length: Number(numbered[2]) }, function () {
        return Object.create(null)
      })
      return mappingOf([[numbered[1], before.concat([inner])]])
    }, value)
  }

  // Whether what is added stands nowhere where something stands already.
  function isFree(there, more) {
    if (isMapping(there) && isMapping(more)) {
      return Object.keys(more).every(function (key) {
        return own(there, key) === undefined || isFree(there[key], more[key])
      })
    }
    if (Array.isArray(there) && Array.isArray(more)) {
      // An orphan of an entry that is no more stays one: it would begin an entry of its own.
      return (
        more.length <= there.length &&
        more.every(function (one, number) {
          return isFree(there[number], one)
        })
      )
    }
    return isEmpty(there) || isEmpty(more)
  }

  function merge(there, more) {
    Object.keys(more).forEach(function (key) {
      var before = own(there, key)
      var value = more[key]
      if (isMapping(before) && isMapping(value)) merge(before, value)
      else if (Array.isArray(value) && before !== undefined && !isEmpty(before)) {
        value.forEach(function (one, number) {
          if (isMapping(one)) merge(before[number], one)
        })
      } else if (!isEmpty(value)) there[key] = value
    })
  }

  // Orphans as they are kept: without empty ones, and none of them twice.
  function once(orphans) {
    var kept = []
    orphans.forEach(function (orphan) {
      if (isEmpty(pruned(orphan.value))) return
      var made = orphanOf(orphan)
      var again = kept.some(function (one) {
        return equal(one, made)
      })
      if (!again) kept.push(made)
    })
    return kept
  }

  // What stands at the top and a packet has no place for, as orphans.
  function strange(raw) {
    var found = []
    Object.keys(raw).forEach(function (key) {
      var value = raw[key]
      if (HEAD.indexOf(key) >= 0 && isText(value)) return
      if (key === "answers" && isMapping(value)) return
      if (key === "orphans" && isMappings(value)) return
      if (!own(PINS, key) || !isMappings(value)) {
        found.push({ at: "packet." + key, value: value })
        return
      }
      value.forEach(function (one, number) {
        var at = "packet." + key + "[" + number + "]"
        if (!isPin(one)) found.push({ at: at, value: one })
        else {
          Object.keys(one).forEach(function (name) {
            var known = PINS[key].indexOf(name) >= 0 && isText(one[name])
            if (!known) found.push({ at: at + "." + name, value: one[name] })
          })
        }
      })
    })
    return found
  }

  function isPin(value) {
    var id = own(value, "id")
    return isText(id) && id !== "" && id.indexOf("\n") < 0
  }

  // The pins of a packet, with their keys in order.
  function pinsOf(raw, key) {
    var value = own(raw, key)
    return (isMappings(value) ? value.filter(isPin) : []).map(function (one) {
      return mappingOf(
        PINS[key].map(function (name) {
          var text = own(one, name)
          return [name, isText(text) ? text : ""]
        })
      )
    })
  }

  // The orphans that a packet has. One in a strange shape is kept as the value of one.
  function orphansOf(raw) {
    var value = own(raw, "orphans")
    return (isMappings(value) ? value : []).map(function (one) {
      var right = Object.keys(one).length === 2 && own(one, "value") !== undefined
      return right && isText(own(one, "at")) && one.at
        ? { at: one.at, value: one.value }
        : { at: "packet.orphans", value: one }
    })
  }

  function headOf(sheet, raw) {
    var otherwise = {
      packet: FORMAT,
      worksheet: sheet.id,
      version: sheet.version,
      title: sheet.title,
      name: FIRST_NAME,
      made: "",
    }
    return HEAD.map(function (key) {
      var value = own(raw, key)
      return [key, (isText(value) && value) || otherwise[key]]
    })
  }

  function adopt(sheet, raw) {
    raw = cleaned(raw)
    var fitting = new Fitting()
    var answers = own(raw, "answers")
    var packet = mappingOf(headOf(sheet, raw))
    packet.guides = pinsOf(raw, "guides")
    packet.facts = pinsOf(raw, "facts")
    packet.answers = fitting.parts(sheet.parts, isMapping(answers) ? pruned(answers) : {})
    var before = once(orphansOf(raw))
    var orphans = once(before.concat(fitting.orphans, strange(raw)))
    var added = orphans.slice(before.length)
    // One that finds its field may make the entry in which another one stood.
    for (var count = Infinity; orphans.length < count; ) {
      count = orphans.length
      packet.answers = answersInOrder(sheet, packet.answers)
      orphans = fitting.again(sheet.parts, packet.answers, orphans)
    }
    packet.orphans = orphans
    var orphaned = added.filter(function (one) {
      return orphans.indexOf(one) >= 0
    })
    return {
      packet: canonical(sheet, packet),
      moved: fitting.moved,
      orphaned: orphaned.map(function (one) {
        return one.at
      }),
    }
  }

  packet.adopt = adopt
})(ProofpackPacket)
