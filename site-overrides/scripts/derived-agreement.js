/* Derived from generator/proofpack/: worksheets/well_formed.py and worksheets/agreement.py.
   Change that, not this, and run `python -m tests.derive`. */
// @ts-nocheck: Python's types are checked there
/* eslint-disable -- a program wrote it, after what Python's linters have read */
;(py => {
  "use strict"
  const constants = ProofpackConstants
  {
    const { YEARS } = constants
    const { read_time } = py.modules.times
    const _DATE = py.re(constants.DATE)
    const _FORMS = py.dict(
      py
        .items({ __proto__: null, ...constants.FORMS, ...constants.FIELD_FORMATS })
        .map(([kind, form]) => [kind, py.re(form)])
    )
    // Return the rule that a value of a field breaks, with what would do instead; or nothing twice.
    function misshapen(field, value) {
      let kind
      kind = field.type
      if (kind === "utc-time") {
        const reading = read_time(value)
        return [reading.rule, reading.offered]
      }
      if (kind === "date") {
        return [in_calendar(value) ? "" : "bad-date", ""]
      }
      const instead = py.list(field.choices).map(choice => choice.id)
      kind = py.get(field, "format", kind)
      const form = py.get(_FORMS, kind)
      if (!py.truth(form) || py.truth(py.fullmatch(form, value)) || py.has(instead, value)) {
        return ["", ""]
      }
      return [
        "bad-" + kind,
        py.join(
          "",
          py.list(instead).map(each => ", or " + each)
        ),
      ]
    }
    // Return whether a text is a day as YYYY-MM-DD.
    function in_calendar(day) {
      let match
      if (
        !py.truth((match = py.fullmatch(_DATE, day))) ||
        !(YEARS[0] <= Number(match[1]) && Number(match[1]) <= YEARS[1])
      ) {
        return false
      }
      const [year, month, number] = [Number(match[1]), Number(match[2]), Number(match[3])]
      const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      const longest = [31, py.truth(leap) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      return 1 <= month && month <= 12 && 1 <= number && number <= longest[month - 1]
    }
    // Return whether a time, day or number lies before another; a number, whether it is not above it.
    function precedes(kind, value, other) {
      if (kind === "number") {
        return Number(value) <= Number(other)
      }
      ;[value, other] = [py.rstrip(value, "Z"), py.rstrip(other, "Z")]
      const length = py.min(py.length(value), py.length(other))
      return py.slice(value, undefined, length) < py.slice(other, undefined, length)
    }
    py.modules.well_formed = { misshapen, in_calendar, precedes }
  }
  {
    const { still_open } = py.modules.progress
    const { misshapen, precedes } = py.modules.well_formed
    const _COUNT = py.re("[0-9]+")
    class Contradiction extends py.Record {
      static fields = ["rule", "at", "value", "label", "other", "left", "instead"]
      static otherwise(name) {
        if (name === "left") return ""
        if (name === "instead") return ""
        return undefined
      }
    }
    // Yield what contradicts itself in a packet, in the order of the worksheet.
    function* agreement(schema, packet) {
      const held = new _Held(schema, packet, _called(schema))
      for (let part of py.list(schema.parts)) {
        if (py.has(["record", "decision"], part.kind)) {
          yield* held.fields(
            part.fields,
            py.get(packet.answers, part.id, { __proto__: null }),
            part.id
          )
        }
      }
    }
    // Return parts and fields by their paths.
    function _called(schema) {
      const called = { __proto__: null }
      function add(at, fields) {
        for (let field of py.list(fields)) {
          called["" + at + "." + field.id] = field
          add("" + at + "." + field.id, field.fields)
        }
      }
      for (let part of py.list(schema.parts)) {
        called[part.id] = { __proto__: null, label: part.title }
        add(part.id, part.fields)
      }
      return called
    }
    class _Place extends py.Record {
      static fields = ["field", "beside", "entry", "at"]
      get value() {
        return String(py.get(this.entry, this.field.id, ""))
      }
      // Return whether it is known with which entries it is compared.
      get is_matched() {
        const key = py.get(this.field, "matched_by")
        return !py.truth(key) || py.has(this.entry, key)
      }
      matches(row) {
        const key = py.get(this.field, "matched_by")
        return !py.truth(key) || py.equal(py.get(row, key), py.get(this.entry, key))
      }
    }
    class _Held extends py.Record {
      static fields = ["schema", "packet", "called"];
      *fields(fields, entry, at) {
        for (let field of py.list(fields)) {
          const [here, value] = ["" + at + "." + field.id, py.get(entry, field.id, "")]
          if (!py.truth(value)) {
            yield* this.wanted(new _Place(field, fields, entry, here))
          } else {
            if (field.type === "group") {
              yield* this.group(field, value, here)
            } else {
              if (py.isText(value)) {
                const place = new _Place(field, fields, entry, here)
                yield* this.after(place)
                yield* this.decided(place)
                yield* this.rested(place)
                yield* this.counted(place)
                yield* this.same(place)
              }
            }
          }
        }
      }
      *group(field, value, at) {
        let name
        if (!py.truth(field.repeat)) {
          yield* this.fields(field.fields, value, at)
          return
        }
        for (let [number, entry] of py.enumerate(value)) {
          yield* this.fields(field.fields, entry, "" + at + "[" + number + "]")
        }
        if (py.truth((name = py.get(field, "ordered_by")))) {
          const inner = _of(field.fields, name)
          const there = py
            .enumerate(value)
            .flatMap(([number, entry]) =>
              py.has(entry, name) && _is_whole(inner, entry[name]) ? [[number, entry[name]]] : []
            )
          for (let [[_, first], [number, second]] of py.list(py.pairwise(there))) {
            if (precedes(inner.type, second, first)) {
              const where = "" + at + "[" + number + "]." + name
              const both = [[name, second], inner.label, [name, first]]
              yield new Contradiction("out-of-order", where, ...py.list(both))
            }
          }
        }
      }
      // Yield that an answer is missing, if every answer that asks for it is there.
      *wanted(place) {
        const met = py.list(py.get(place.field, "when", [])).map(([path, values]) => [
          path,
          py.next(
            py.list(this.texts(path, place)).filter(text => py.has(values, text)),
            ""
          ),
        ])
        if (py.truth(met) && py.list(met).every(([_, value]) => py.truth(value))) {
          yield this.told("missing-when", place, ...py.list(met[0]))
        }
      }
      *after(place) {
        const [path, field] = [py.get(place.field, "after", ""), place.field]
        for (let other of py.list(py.truth(path) ? this.texts(path, place) : [])) {
          const whole = _is_whole(field, place.value) && _is_whole(field, other)
          if (py.truth(whole) && precedes(field.type, place.value, other)) {
            yield this.told("too-early", place, path, other)
          }
        }
      }
      *decided(place) {
        const part = py.get(place.field, "decided_by", "")
        for (let other of py.list(py.truth(part) ? this.texts("" + part + ".option", place) : [])) {
          if (!py.equal(other, place.value)) {
            yield this.told("not-decided", place, part, other)
          }
        }
      }
      // Yield that a choice rests on a checklist that is open. A decision is told where it is made.
      *rested(place) {
        const field = place.field
        const open_list = still_open(this.schema, this.packet, field, place.value)
        if (py.truth(open_list) && !py.has(field, "decided_by")) {
          const [part, items] = open_list
          const [value, left] = [
            [field.id, place.value],
            "" + py.length(items) + " of " + py.length(part.fields),
          ]
          const ids = py.list(field.choices).map(choice => choice.id)
          const free = py
            .list(ids)
            .filter(name => !py.truth(still_open(this.schema, this.packet, field, name)))
          const head = ["rests-on-open", place.at, value, part.title, ["", ""]]
          yield new Contradiction(...py.list(head), left, py.join(" or ", py.list(free)))
        }
      }
      *counted(place) {
        const path = py.get(place.field, "counts")
        if (py.truth(path) && py.truth(py.fullmatch(_COUNT, place.value))) {
          const [rows, _] = this.rows(path, place)
          const matching = py.list(rows).filter(row => place.matches(row))
          const stated = py.either(py.lstrip(place.value, "0"), () => "0")
          if (
            py.truth(rows) &&
            place.is_matched &&
            !py.equal(stated, String(py.length(matching)))
          ) {
            yield this.told("miscounted", place, path, String(py.length(matching)))
          }
        }
      }
      *same(place) {
        const path = py.get(place.field, "same_as")
        if (!py.truth(path) || !place.is_matched) {
          return
        }
        const [rows, rest] = this.rows(path, place)
        const matching = py.list(rows).filter(row => place.matches(row))
        if (py.truth(rows) && !py.truth(matching)) {
          const [group, key] = [py.rpartition(path, ".")[0], place.field.matched_by]
          yield this.told("no-entry", place, group, place.entry[key])
        }
        const others = py.truth(rows) ? _texts(matching, rest) : this.texts(path, place)
        if (py.truth(others) && !py.has(others, place.value)) {
          yield this.told("differs", place, path, others[0])
        }
      }
      told(rule, place, path, other) {
        const beside = py.both(!py.has(path, "."), () => _of(place.beside, path))
        const label = py.either(beside, () => this.called[path]).label
        const key = py.rpartition(path, ".")[2]
        return new Contradiction(rule, place.at, [place.field.id, place.value], label, [key, other])
      }
      // Return the answers to which a path leads, of every entry on its way.
      texts(path, place) {
        return _texts(!py.has(path, ".") ? place.entry : this.packet.answers, py.split(path, "."))
      }
      // Return the entries of the repeated group on a path, and the names that follow it.
      rows(path, place) {
        let value
        const names = py.split(path, ".")
        value = !py.has(path, ".") ? place.entry : this.packet.answers
        while (py.truth(names) && py.isMapping(value)) {
          value = py.get(value, py.pop(names, 0), { __proto__: null })
        }
        const rows = py.isList(value) ? value : []
        return [py.list(rows).filter(row => py.isMapping(row)), names]
      }
    }
    function _texts(value, names) {
      if (py.isList(value)) {
        return py.list(value).flatMap(inner => py.list(_texts(inner, names)))
      }
      if (py.isMapping(value)) {
        return py.truth(names)
          ? _texts(py.get(value, names[0], []), py.slice(names, 1, undefined))
          : []
      }
      return py.truth(names) ? [] : [value]
    }
    function _of(fields, name) {
      return py.next(
        py.list(fields).filter(field => py.equal(field.id, name)),
        null
      )
    }
    // Return whether a value looks as its field asks for, so that it can be compared.
    function _is_whole(field, value) {
      return !py.truth(misshapen(field, value)[0])
    }
    py.modules.agreement = { Contradiction, agreement }
  }
})(ProofpackPython)
