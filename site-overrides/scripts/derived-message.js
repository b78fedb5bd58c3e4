/* Derived from generator/proofpack/worksheets/: formats/message.py.
   Change that, not this, and run `python -m tests.derive`. */
// @ts-nocheck: Python's types are checked there
/* eslint-disable -- a program wrote it, after what Python's linters have read */
;(py => {
  "use strict"
  const constants = ProofpackConstants
  {
    const { ANSWERED, SLOT } = constants
    const { UNSETTLED } = constants
    const { still_open } = py.modules.progress
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
          .map(one => py.sub(SLOT, match => filled(match[1]), one.text))
      )
    }
    // Return the paragraphs of a message whose conditions hold.
    function paragraphs(schema, packet, part) {
      const template = py.next(
        py.list(schema.parts).flatMap(each => (py.equal(each.id, part) ? [each.template] : []))
      )
      return py.list(template).filter(one => belongs(schema, packet, one))
    }
    // Return what stands in a slot, in the words of its field. Nothing if it is open or stays inside.
    function slot(schema, packet, path) {
      let field
      if (!py.truth((field = py.get(fields_of(schema), path)))) {
        return ""
      }
      return py.join(
        ", ",
        py.list(_answers(packet, path)).map(one => in_words(schema, packet, field, one))
      )
    }
    // Return an answer of a field that is no group, with the labels of its choices.
    function in_words(schema, packet, field, value) {
      let found
      const labels = py.dict(py.list(field.choices).map(choice => [choice.id, choice.label]))
      const values = py.isList(value) ? value : [value]
      if (py.truth((found = still_open(schema, packet, field, values[0])))) {
        const [part, items] = found
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
        values.map(one => py.get(labels, one, one))
      )
    }
    // Return the fields that may leave, by `part.field`; what is in an internal group may not.
    function fields_of(schema) {
      return py.dict(
        py
          .list(schema.parts)
          .flatMap(part =>
            py.list(_leaving(part.fields)).map(field => ["" + part.id + "." + field.id, field])
          )
      )
    }
    function* _leaving(fields) {
      for (let field of py.list(fields)) {
        if (field.sensitivity !== "internal") {
          yield field
          yield* _leaving(field.fields)
        }
      }
    }
    // Return whether the conditions of a paragraph hold. What is not settled is no answer.
    function belongs(schema, packet, paragraph) {
      const fields = fields_of(schema)
      function holds(path, values) {
        const field = py.either(py.get(fields, path), () => ({ __proto__: null, choices: [] }))
        const found = py
          .list(_answers(packet, path))
          .flatMap(answer =>
            py
              .list(py.isList(answer) ? answer : [answer])
              .filter(one => !py.truth(still_open(schema, packet, field, one)))
          )
        return (
          py.truth(found) &&
          (py.has(values, ANSWERED) || py.list(found).some(one => py.has(values, one)))
        )
      }
      return (
        py.items(paragraph.when).every(one => holds(...py.list(one))) &&
        !py.items(paragraph.unless).some(one => holds(...py.list(one)))
      )
    }
    // Return the answers of a field, wherever in groups it stands.
    function _answers(packet, path) {
      const [part, _, name] = py.partition(path, ".")
      return py.list(_below(py.get(packet.answers, part, { __proto__: null }), name))
    }
    function* _below(value, name) {
      if (py.isList(value)) {
        for (let inner of py.list(value)) {
          yield* _below(inner, name)
        }
      } else {
        if (py.isMapping(value)) {
          for (let [key, inner] of py.items(value)) {
            if (py.equal(key, name) && !_holds_fields(inner)) {
              yield inner
            } else {
              yield* _below(inner, name)
            }
          }
        }
      }
    }
    // Return whether an answer is a group, or several of them.
    function _holds_fields(value) {
      return py.isMapping(value) || (py.isList(value) && py.isMapping(value[0]))
    }
    py.modules.message = { to_message, paragraphs, slot, in_words, fields_of, belongs }
  }
})(ProofpackPython)
