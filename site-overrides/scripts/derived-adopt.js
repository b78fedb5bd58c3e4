/* Derived from generator/proofpack/: worksheets/adopt.py.
   Change that, not this, and run `python -m tests.derive`. */
// @ts-nocheck: Python's types are checked there
/* eslint-disable -- a program wrote it, after what Python's linters have read */
;(py => {
  "use strict"
  const constants = ProofpackConstants
  {
    const { FIRST_NAME, FORMAT, HEAD, LISTS } = constants
    const { as_browsers } = py.modules.key_order
    const { as_kept, canonical, cleaned, in_order, pruned } = py.modules.packet
    const _ENTRY = py.re("([^\\[]*)\\[([0-9]{1,3})\\]")
    class Move extends py.Record {
      static fields = ["before", "after"]
    }
    class Adopted extends py.Record {
      static fields = ["packet", "moves", "orphaned"]
      static otherwise(name) {
        if (name === "moves") return []
        if (name === "orphaned") return []
        return undefined
      }
    }
    // Fit a packet to a worksheet.
    function adopt(schema, raw) {
      let answers, fitted, remaining
      raw = as_browsers(cleaned(raw))
      const fitting = new _Fitting()
      answers = py.get(raw, "answers")
      answers = py.isMapping(answers) ? pruned(answers) : { __proto__: null }
      fitted = fitting.parts(schema.parts, answers)
      const before = _once(_orphans(raw))
      const orphans = _once([
        ...py.list(before),
        ...py.list(fitting.orphans),
        ...py.list(_strange(raw)),
      ])
      ;[fitted, remaining] = fitting.settled(schema, fitted, orphans)
      const packet = {
        __proto__: null,
        ...py.dict(
          py.list(HEAD).map(key => [key, py.isText(py.get(raw, key)) ? py.get(raw, key) : ""])
        ),
        ...py.dict(py.list(LISTS).map(key => [key, _pins(raw, key)])),
        answers: fitted,
        orphans: remaining,
      }
      packet.packet = py.either(packet.packet, () => FORMAT)
      packet.worksheet = py.either(packet.worksheet, () => schema.id)
      packet.version = py.either(packet.version, () => schema.version)
      packet.title = py.either(packet.title, () => schema.title)
      packet.name = py.either(packet.name, () => FIRST_NAME)
      for (let waived of py.list(packet.waived)) {
        for (let move of py.list(fitting.moves)) {
          waived.at = _moved(waived.at, move)
        }
      }
      const orphaned = py.list(
        py
          .list(py.slice(orphans, py.length(before), undefined))
          .flatMap(orphan => (py.has(remaining, orphan) ? [orphan.at] : []))
      )
      return new Adopted(canonical(schema, packet), py.list(fitting.moves), orphaned)
    }
    // Return where a place is after a move.
    function _moved(at, move) {
      const below =
        py.equal(at, move.before) ||
        py.startswith(at, ["" + move.before + ".", "" + move.before + "["])
      return py.truth(below)
        ? py.add(move.after, py.slice(at, py.length(move.before), undefined))
        : at
    }
    // Yield what stands at the top and a packet has no place for, as orphans.
    function* _strange(raw) {
      for (let [key, value] of py.items(raw)) {
        if (py.has(HEAD, key) && py.isText(value)) {
          continue
        }
        if (py.has(LISTS, key) && _mappings(value)) {
          for (let [position, inner] of py.enumerate(value)) {
            yield* _strange_pin(inner, LISTS[key], "packet." + key + "[" + position + "]")
          }
        } else {
          if (
            !(key === "answers" && py.isMapping(value)) &&
            !(key === "orphans" && _mappings(value))
          ) {
            yield { __proto__: null, at: "packet." + key, value: value }
          }
        }
      }
    }
    function* _strange_pin(pin, keys, at) {
      if (!_is_pin(pin, keys)) {
        yield { __proto__: null, at: at, value: pin }
        return
      }
      for (let [name, inner] of py.items(pin)) {
        if (!py.has(keys, name) || !py.isText(inner)) {
          yield { __proto__: null, at: "" + at + "." + name, value: inner }
        }
      }
    }
    // Return whether a mapping says what it is about: under its first key, on one line.
    function _is_pin(value, keys) {
      const name = py.get(value, keys[0])
      return py.isText(name) && py.truth(name) && !py.has(name, "\n")
    }
    function _mappings(value) {
      return py.isList(value) && py.list(value).every(inner => py.isMapping(inner))
    }
    // Return a list of a packet, with the keys of its entries in order.
    function _pins(raw, name) {
      const listed = py.get(raw, name)
      return py
        .list(py.isList(listed) && _mappings(listed) ? listed : [])
        .flatMap(entry =>
          _is_pin(entry, LISTS[name])
            ? [
                py.dict(
                  py
                    .list(LISTS[name])
                    .map(key => [key, py.isText(py.get(entry, key)) ? entry[key] : ""])
                ),
              ]
            : []
        )
    }
    // Return the orphans that a packet has. One in a strange shape is kept as the value of one.
    function _orphans(raw) {
      const listed = py.get(raw, "orphans")
      return py
        .list(py.isList(listed) && _mappings(listed) ? listed : [])
        .map(entry =>
          py.length(entry) === 2 &&
          py.has(entry, "value") &&
          py.isText(py.get(entry, "at")) &&
          py.truth(entry.at)
            ? { __proto__: null, at: entry.at, value: entry.value }
            : { __proto__: null, at: "packet.orphans", value: entry }
        )
    }
    // Return orphans as they are kept: without empty ones, and none of them twice.
    function _once(orphans) {
      const distinct = []
      for (let orphan of py
        .list(orphans)
        .flatMap(orphan => (py.truth(pruned(orphan.value)) ? [as_kept(orphan)] : []))) {
        if (!py.has(distinct, orphan)) {
          distinct.push(orphan)
        }
      }
      return distinct
    }
    class _Fitting extends py.Record {
      static fields = ["moves", "orphans"]
      static otherwise(name) {
        if (name === "moves") return []
        if (name === "orphans") return []
        return undefined
      }
      orphan(at, value) {
        this.orphans.push({ __proto__: null, at: at, value: value })
      }
      parts(parts, answers) {
        const by_id = this.taken(parts, answers, "")
        return py.dict(
          py
            .list(parts)
            .flatMap(part =>
              py.has(by_id, part.id) ? [[part.id, this.part(part, by_id[part.id], part.id)]] : []
            )
        )
      }
      // Return the answers by today's ids. The rest becomes orphans.
      taken(named, answers, at) {
        const others = py.dict(answers)
        const matched = py.dict(
          py
            .list(named)
            .flatMap(record =>
              py.has(others, record.id) ? [[record.id, py.pop(others, record.id)]] : []
            )
        )
        for (let record of py.list(named)) {
          for (let earlier of py.list(record.was)) {
            if (py.has(others, earlier) && !py.has(matched, record.id)) {
              matched[record.id] = py.pop(others, earlier)
              this.moves.push(new Move(_join(at, earlier), _join(at, record.id)))
            }
          }
        }
        for (let [name, value] of py.items(others)) {
          this.orphan(_join(at, name), value)
        }
        return py.dict(
          py
            .list(named)
            .flatMap(record =>
              py.has(matched, record.id) ? [[record.id, matched[record.id]]] : []
            )
        )
      }
      part(part, answer, at) {
        if (!py.isMapping(answer) || part.kind === "message") {
          this.orphan(at, answer)
          return { __proto__: null }
        }
        return this.fields(part.fields, answer, at)
      }
      text(answer, at) {
        if (py.isText(answer)) {
          return answer
        }
        if (_texts(answer)) {
          return py.join("\n", py.list(answer))
        }
        this.orphan(at, answer)
        return ""
      }
      fields(fields, answers, at) {
        const matched = this.taken(fields, answers, at)
        const there = py.list(fields).filter(each => py.has(matched, each.id))
        return py.dict(
          py
            .list(there)
            .map(each => [each.id, this.value(each, matched[each.id], _join(at, each.id))])
        )
      }
      value(field, value, at) {
        if (field.type === "group") {
          if (py.isText(value) && py.truth(py.get(field, "short"))) {
            value = { __proto__: null, [field.short]: value }
          }
          return this.group(field, value, at)
        }
        if (py.has(["list", "choices"], field.type)) {
          return this.several(field.choices, value, at)
        }
        const text = this.text(value, at)
        return py.truth(field.choices) ? this.chosen(field.choices, text, at) : text
      }
      group(field, value, at) {
        const entries = py.isList(value) ? value : [value]
        if (
          !py.list(entries).every(entry => py.isMapping(entry)) ||
          (py.length(entries) !== 1 && !py.truth(field.repeat))
        ) {
          this.orphan(at, value)
          return []
        }
        if (!py.truth(field.repeat)) {
          return this.fields(field.fields, entries[0], at)
        }
        return py
          .enumerate(entries)
          .map(([number, each]) => this.fields(field.fields, each, "" + at + "[" + number + "]"))
      }
      several(choices, value, at) {
        const listed = py.isText(value) ? py.split(value, "\n") : value
        if (!_texts(listed)) {
          this.orphan(at, value)
          return []
        }
        return py.list(listed).map(entry => this.chosen(choices, entry, at))
      }
      // Return a choice by the id that it has today. What is none of them stays as it is.
      chosen(choices, value, at) {
        if (py.list(choices).some(choice => py.equal(choice.id, value))) {
          return value
        }
        const now = py.next(
          py.list(choices).flatMap(choice => (py.has(choice.was, value) ? [choice.id] : [])),
          value
        )
        if (!py.equal(now, value)) {
          this.moves.push(new Move("" + at + "=" + value, "" + at + "=" + now))
        }
        return String(now)
      }
      // Try orphans until none finds a field any more, so that adopting again changes nothing.
      settled(schema, fitted, orphans) {
        let count
        count = py.add(py.length(orphans), 1)
        while (py.length(orphans) < count) {
          count = py.length(orphans)
          fitted = in_order(schema, fitted)
          orphans = this.again(schema.parts, fitted, orphans)
        }
        return [fitted, orphans]
      }
      // Try orphans once more, and return those that still find no field, or a full one.
      again(parts, fitted, orphans) {
        const remaining = []
        for (let orphan of py.list(orphans)) {
          const trial = new _Fitting()
          const moved = trial.parts(parts, _nested(orphan.at, orphan.value))
          if (py.truth(trial.orphans) || !py.truth(pruned(moved)) || !_free(fitted, moved)) {
            remaining.push(orphan)
          } else {
            _merge(fitted, moved)
            this.moves.push(new Move("orphans." + orphan.at, orphan.at))
            this.moves = py.add(this.moves, trial.moves)
          }
        }
        return remaining
      }
    }
    function _join(at, name) {
      return py.truth(at) ? "" + at + "." + name : name
    }
    function _texts(value) {
      return py.isList(value) && py.list(value).every(inner => py.isText(inner))
    }
    // Return the answers in which a value stands at a path. Entries before it are empty.
    function _nested(at, value) {
      let entry
      for (let name of py.reversed(py.split(at, "."))) {
        if (py.truth((entry = py.fullmatch(_ENTRY, name)))) {
          value = {
            __proto__: null,
            [entry[1]]: [...py.range(Number(entry[2])).map(_ => ({ __proto__: null })), value],
          }
        } else {
          value = { __proto__: null, [name]: value }
        }
      }
      return py.dict(value)
    }
    // Return whether what is added stands nowhere where something stands already.
    function _free(there, more) {
      if (py.isMapping(there) && py.isMapping(more)) {
        return py.list(more).every(key => !py.has(there, key) || _free(there[key], more[key]))
      }
      if (py.isList(there) && py.isList(more)) {
        return (
          py.length(more) <= py.length(there) && py.list(py.map(_free, there, more)).every(py.truth)
        )
      }
      return !py.truth(there) || !py.truth(more)
    }
    function _merge(there, more) {
      for (let [key, value] of py.items(more)) {
        if (py.isMapping(py.get(there, key)) && py.isMapping(value)) {
          _merge(there[key], value)
        } else {
          if (py.truth(py.get(there, key)) && py.isList(value)) {
            for (let [entry, inner] of py.zip(there[key], value)) {
              _merge(entry, inner)
            }
          } else {
            if (py.truth(value)) {
              there[key] = value
            }
          }
        }
      }
    }
    py.modules.adopt = { Move, Adopted, adopt }
  }
})(ProofpackPython)
