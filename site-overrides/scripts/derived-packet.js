/* Derived from generator/proofpack/: worksheets/packet.py and worksheets/progress.py.
   Change that, not this, and run `python -m tests.derive`. */
// @ts-nocheck: Python's types are checked there
/* eslint-disable -- a program wrote it, after what Python's linters have read */
;(py => {
  "use strict"
  const constants = ProofpackConstants
  {
    const { DEEPEST, FORMAT, HEAD, LISTS, LONGEST_KEY, PINS } = constants
    const { as_browsers } = py.modules.key_order
    const { read_time } = py.modules.times
    const _NEVER = py.re(constants.NEVER)
    const _BREAKS = py.re("[\\r\\n\\t]+")
    const _NUMBERED = py.re("\\[[0-9]+\\]\\Z")
    // Return text as it is kept: line ends as LF, no characters that are none, nothing trailing.
    function clean(text) {
      text = py.replace(py.replace(text, "\r\n", "\n"), "\r", "\n")
      return py.rstrip(py.sub(_NEVER, "\ufffd", text), " \t\n")
    }
    // Return raw data with every text clean. What is no text becomes one.
    function cleaned(value) {
      if (py.isMapping(value)) {
        return py.dict(py.items(value).map(([key, inner]) => [clean(key), cleaned(inner)]))
      }
      if (py.isList(value)) {
        return py.list(value).map(inner => cleaned(inner))
      }
      return clean(value == null ? "" : String(value))
    }
    // Return raw data without what is empty, from the inside out.
    function pruned(value) {
      if (py.isMapping(value)) {
        const inner = py.dict(py.items(value).map(([key, each]) => [key, pruned(each)]))
        return py.dict(py.items(inner).filter(([key, each]) => py.truth(each)))
      }
      if (py.isList(value)) {
        const entries = py.list(value).map(each => pruned(each))
        return py.list(entries).filter(each => py.truth(each))
      }
      return value
    }
    // Return a packet that nobody has filled in: the defaults of its fields stand in it.
    function fresh(schema, name, time) {
      const answers = py.dict(
        py
          .list(schema.parts)
          .flatMap(part =>
            part.kind === "record"
              ? [[part.id, py.dict(py.list(part.fields).map(field => [field.id, _default(field)]))]]
              : []
          )
      )
      const head = {
        __proto__: null,
        packet: FORMAT,
        worksheet: schema.id,
        version: schema.version,
      }
      const named = { __proto__: null, title: schema.title, name: name, made: time }
      const pins = {
        __proto__: null,
        guides: _pinned(schema.guides, "guides"),
        facts: _pinned(schema.facts, "facts"),
      }
      return canonical(schema, {
        __proto__: null,
        ...head,
        ...named,
        ...pins,
        answers: answers,
        orphans: [],
      })
    }
    // Return what a packet that is made now is pinned to.
    function _pinned(named, kind) {
      return py.list(named).map(each => py.dict(py.list(PINS[kind]).map(key => [key, each[key]])))
    }
    // Return what stands in a field at first. A repeated group begins with one entry.
    function _default(field) {
      if (field.type === "group") {
        const inner = py.dict(py.list(field.fields).map(each => [each.id, _default(each)]))
        return py.truth(field.repeat) ? [inner] : inner
      }
      if (py.has(["list", "choices"], field.type)) {
        return py.truth(field.default) ? [field.default] : []
      }
      return field.default
    }
    // Return a packet in canonical form: clean, in the order of the schema, without what is empty.
    function canonical(schema, packet) {
      const known = py.dict(py.list(HEAD).map(key => [key, _line(py.get(packet, key, ""))]))
      const pins = cleaned(
        py.dict(
          py
            .list(LISTS)
            .flatMap(key =>
              py.has(PINS, key) || py.truth(py.get(packet, key))
                ? [[key, py.get(packet, key, [])]]
                : []
            )
        )
      )
      const ordered = _decided(
        schema,
        in_order(schema, py.get(packet, "answers", { __proto__: null }))
      )
      const orphans = py.list(py.get(packet, "orphans", [])).map(orphan => as_kept(orphan))
      const packed = as_browsers({
        __proto__: null,
        ...known,
        answers: ordered,
        orphans: orphans,
        ...pins,
      })
      return packed
    }
    // Return answers in canonical form.
    function in_order(schema, answers) {
      answers = pruned(cleaned(answers))
      const there = py.list(schema.parts).filter(part => py.has(answers, part.id))
      const ordered = pruned(
        py.dict(py.list(there).map(part => [part.id, _in_order(part, answers[part.id])]))
      )
      return ordered
    }
    // Return answers in which the fields that take their value from a decision have it.
    function _decided(schema, answers) {
      const filled = py.dict(answers)
      for (let part of py.list(schema.parts)) {
        const decided = py.dict(
          py
            .list(part.fields)
            .flatMap(field =>
              py.has(py.get(answers, py.get(field, "decided_by"), { __proto__: null }), "option")
                ? [[field.id, answers[field.decided_by].option]]
                : []
            )
        )
        if (py.truth(decided)) {
          filled[part.id] = sorted_like(part.fields, {
            __proto__: null,
            ...decided,
            ...py.get(answers, part.id, { __proto__: null }),
          })
        }
      }
      return sorted_like(schema.parts, filled)
    }
    // Return the text of a head, which stands on one line.
    function _line(text) {
      return clean(py.sub(_BREAKS, " ", text))
    }
    // Return an orphan whose value has a shape that every format can hold; any other becomes text.
    function as_kept(orphan) {
      let value
      value = pruned(cleaned(orphan.value))
      if (!_is_plain(value)) {
        value = py.dumps(as_browsers(value))
      }
      return { __proto__: null, at: _line(orphan.at), value: value }
    }
    // Return whether a value is text, a list of texts, or mappings of such things.
    function _is_plain(value, depth = 0) {
      if (py.isText(value)) {
        return true
      }
      if (depth > DEEPEST) {
        return false
      }
      if (py.isMapping(value)) {
        const names = py
          .list(value)
          .every(key => 0 < py.length(key) && py.length(key) <= LONGEST_KEY)
        return py.both(names, () =>
          py.values(value).every(inner => _is_plain(inner, py.add(depth, 1)))
        )
      }
      if (py.list(value).every(inner => py.isText(inner))) {
        return py.truth(value)
      }
      return py
        .list(value)
        .every(inner => py.isMapping(inner) && _is_plain(inner, py.add(depth, 1)))
    }
    function _in_order(part, answer) {
      if (part.kind === "checklist") {
        answer = py.dict(py.items(answer).map(([key, item]) => [key, _item(item)]))
      }
      return _fields_in_order(part.fields, answer)
    }
    function _fields_in_order(fields, answer) {
      const by_id = py.dict(py.list(fields).map(field => [field.id, field]))
      return py.dict(
        py
          .items(sorted_like(fields, answer))
          .map(([key, inner]) => [key, _value(by_id[key], inner)])
      )
    }
    function _value(field, value) {
      if (field.type === "group") {
        const entries = py.list(_entries(value)).map(entry => _fields_in_order(field.fields, entry))
        return py.truth(field.repeat) ? entries : entries[0]
      }
      if (field.type === "utc-time") {
        return py.either(read_time(value).utc, () => value)
      }
      return field.type === "choices" ? _chosen(field.choices, value) : value
    }
    // Return how an item stands; nothing if it is open and nobody said why.
    function _item(answer) {
      const because = py.get(answer, "because", "")
      const state = py.get(answer, "state", "open")
      if (!py.truth(because)) {
        return state === "open" ? { __proto__: null } : { __proto__: null, state: state }
      }
      return { __proto__: null, state: state, because: because }
    }
    function _entries(value) {
      return py.isList(value) ? value : [value]
    }
    // Return what was chosen in the order of the choices; what is none of them comes last.
    function _chosen(choices, values) {
      const known = py.list(choices).map(choice => choice.id)
      const other = py
        .enumerate(values)
        .flatMap(([i, id_]) =>
          !py.has(known, id_) && !py.has(py.slice(values, undefined, i), id_) ? [id_] : []
        )
      return [...py.list(known).filter(id_ => py.has(values, id_)), ...py.list(other)]
    }
    // Return a mapping in the order of a list of things with ids.
    function sorted_like(named, value, inner = value => value) {
      return py.dict(
        py
          .list(named)
          .flatMap(record =>
            py.has(value, record.id) ? [[record.id, inner(value[record.id])]] : []
          )
      )
    }
    // Return the last name of a path, without the number of an entry.
    function last_key(at) {
      return py.sub(_NUMBERED, "", py.rpartition(at, ".")[2])
    }
    // Yield every text of raw data with its path, such as `attempts.attempt[0].status`.
    function* texts(value, at = "") {
      if (py.isText(value)) {
        yield [at, value]
      } else {
        if (py.isMapping(value)) {
          for (let [key, inner] of py.items(value)) {
            yield* texts(inner, py.truth(at) ? "" + at + "." + key : key)
          }
        } else {
          for (let [position, inner] of py.enumerate(value)) {
            yield* texts(inner, "" + at + "[" + position + "]")
          }
        }
      }
    }
    py.modules.packet = {
      clean,
      cleaned,
      pruned,
      fresh,
      canonical,
      in_order,
      as_kept,
      sorted_like,
      last_key,
      texts,
    }
  }
  {
    const { PLACEHOLDER } = constants
    const _PLACEHOLDER = py.re(PLACEHOLDER)
    // Return how many answers each part has, and of how many, by its id.
    function progress(schema, packet) {
      return py.dict(
        py
          .list(schema.parts)
          .map(part => [part.id, _part(part, py.get(packet.answers, part.id, { __proto__: null }))])
      )
    }
    // Return the checklists of which items are open, each with these.
    function open_items(schema, packet) {
      const lists = py.list(schema.parts).filter(part => part.kind === "checklist")
      const open_parts = py
        .list(lists)
        .map(part => [part, _open(part, py.get(packet.answers, part.id, { __proto__: null }))])
      return py.list(open_parts).filter(([part, items]) => py.truth(items))
    }
    // Return the first checklist on which a choice rests and of which items are open, with these.
    function still_open(schema, packet, field, value) {
      const needs = py
        .list(field.choices)
        .flatMap(choice => (py.equal(choice.id, value) ? py.list(py.get(choice, "needs", [])) : []))
      if (!py.truth(needs)) {
        return null
      }
      return py.next(
        py.list(open_items(schema, packet)).filter(each => py.has(needs, each[0].id)),
        null
      )
    }
    function _part(part, answer) {
      const kind = part.kind
      if (kind === "record") {
        return _fields(part.fields, answer)
      }
      if (kind === "checklist") {
        const of = py.length(part.fields)
        return [of - py.length(_open(part, answer)), of]
      }
      if (kind === "decision") {
        return [Number(py.has(answer, "option")), 1]
      }
      if (kind === "classification") {
        return [Number(py.has(answer, "labels")), 1]
      }
      if (kind === "table") {
        return [
          py.sum(py.values(answer).map(row => py.length(row))),
          py.length(part.fields) * py.length(part.columns),
        ]
      }
      return [0, 0]
    }
    function _open(part, answer) {
      return py
        .list(part.fields)
        .filter(item => !_settled(py.get(answer, item.id, { __proto__: null })))
    }
    function _settled(item) {
      const state = py.get(item, "state")
      return state === "done" || (state === "not-applicable" && py.truth(py.get(item, "because")))
    }
    function _fields(fields, answers) {
      const asked = py.list(fields).filter(field => !py.has(field, "decided_by"))
      const counts = py.list(asked).map(field => _field(field, py.get(answers, field.id)))
      return [
        py.sum(py.list(counts).map(([done, _]) => done)),
        py.sum(py.list(counts).map(([_, of]) => of)),
      ]
    }
    function _field(field, value) {
      if (field.type !== "group") {
        return [Number(is_answer(field, value)), 1]
      }
      const entries = py.isList(value) ? value : [py.either(value, () => ({ __proto__: null }))]
      const counts = py.list(entries).map(entry => _fields(field.fields, entry))
      return [
        py.sum(py.list(counts).map(([done, _]) => done)),
        py.sum(py.list(counts).map(([_, of]) => of)),
      ]
    }
    // Return whether a field is answered: not empty, and no placeholder that was left as it was.
    function is_answer(field, value) {
      if (!py.truth(value)) {
        return false
      }
      return !py.equal(value, field.default) || !py.truth(py.fullmatch(_PLACEHOLDER, field.default))
    }
    py.modules.progress = { progress, open_items, still_open, is_answer }
  }
})(ProofpackPython)
