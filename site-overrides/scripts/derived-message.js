/* Derived from generator/proofpack/: worksheets/formats/message.py.
   Change that, not this, and run `python -m tests.derive`. */
// @ts-nocheck: Python's types are checked there
/* eslint-disable -- a program wrote it, after what Python's linters have read */
;(py => {
  "use strict"
  const constants = ProofpackConstants
  {
    const { ANSWERED, SLOT } = constants
    const { UNSETTLED } = constants
    const { is_answer, still_open } = py.modules.progress
    // Return a message with its slots filled: with an answer, or with the label of what is open.
    function to_message(schema, packet, part) {
      function filled(path) {
        const field = py.get(fields_of(schema), path)
        return py.either(
          slot(schema, packet, path),
          () => "[" + (py.truth(field) ? field.label : path) + "]"
        )
      }
      return py.join(
        "\n\n",
        py
          .list(paragraphs(schema, packet, part))
          .map(paragraph => py.sub(SLOT, match => filled(match[1]), paragraph.text))
      )
    }
    // Return the paragraphs of a message whose conditions hold.
    function paragraphs(schema, packet, part) {
      const template = py.next(
        py.list(schema.parts).flatMap(each => (py.equal(each.id, part) ? [each.template] : []))
      )
      return py.list(template).filter(paragraph => belongs(schema, packet, paragraph))
    }
    // Return what stands in a slot, in the words of its field. Nothing if it is open or stays inside.
    function slot(schema, packet, path) {
      let field
      if (!py.truth((field = py.get(fields_of(schema), path)))) {
        return ""
      }
      return py.join(
        ", ",
        py
          .list(_answers(schema, packet, path))
          .map(answer => in_words(schema, packet, field, answer))
      )
    }
    // Return an answer of a field that is no group, with the labels of its choices.
    function in_words(schema, packet, field, value) {
      let open_list
      const labels = py.dict(py.list(field.choices).map(choice => [choice.id, choice.label]))
      const values = py.isList(value) ? value : [value]
      if (py.truth((open_list = still_open(schema, packet, field, values[0])))) {
        const [part, items] = open_list
        return (
          "" +
          UNSETTLED +
          " (" +
          part.title +
          ": " +
          py.length(items) +
          " of " +
          py.length(part.fields) +
          " open)"
        )
      }
      return py.join(
        "; ",
        values.map(name => py.get(labels, name, name))
      )
    }
    // Return the fields that may leave, by `part.field`; what is in an internal group may not.
    function fields_of(schema) {
      return py.dict(
        py
          .list(schema.parts)
          .flatMap(part =>
            py.list(_inward(part.fields)).map(field => ["" + part.id + "." + field.id, field])
          )
      )
    }
    // Yield the fields that may leave, those of groups first.
    function* _inward(fields) {
      for (let field of py.list(_leaving(fields))) {
        yield* _inward(field.fields)
      }
      yield* _leaving(fields)
    }
    function _leaving(fields) {
      return py.list(fields).filter(field => field.sensitivity !== "internal")
    }
    // Return whether the conditions of a paragraph hold. What is not settled is no answer.
    function belongs(schema, packet, paragraph) {
      const fields = fields_of(schema)
      function holds(path, values) {
        const field = py.either(py.get(fields, path), () => ({ __proto__: null, choices: [] }))
        const settled = py
          .list(_answers(schema, packet, path))
          .flatMap(answer =>
            py
              .list(py.isList(answer) ? answer : [answer])
              .filter(value => !py.truth(still_open(schema, packet, field, value)))
          )
        return (
          py.truth(settled) &&
          (py.has(values, ANSWERED) || py.list(settled).some(value => py.has(values, value)))
        )
      }
      return (
        py.items(paragraph.when).every(condition => holds(...py.list(condition))) &&
        !py.items(paragraph.unless).some(condition => holds(...py.list(condition)))
      )
    }
    // Return the answers of a field that may leave, of each entry where it stands in a group.
    function _answers(schema, packet, path) {
      const [part, _, name] = py.partition(path, ".")
      const fields = py.next(
        py.list(schema.parts).flatMap(record => (py.equal(record.id, part) ? [record.fields] : [])),
        []
      )
      return py.list(_below(fields, py.get(packet.answers, part, { __proto__: null }), name))
    }
    function* _below(fields, answers, name) {
      const leaving = _leaving(fields)
      const named = py
        .list(leaving)
        .filter(field => py.equal(field.id, name) && field.type !== "group")
      for (let field of py.list(py.either(named, () => leaving))) {
        const value = py.get(answers, field.id)
        if (py.truth(value) && field.type === "group") {
          for (let entry of py.list(py.isList(value) ? value : [value])) {
            yield* _below(field.fields, entry, name)
          }
        } else {
          if (py.truth(named) && is_answer(field, value)) {
            yield value
          }
        }
      }
    }
    py.modules.message = { to_message, paragraphs, slot, in_words, fields_of, belongs }
  }
})(ProofpackPython)
