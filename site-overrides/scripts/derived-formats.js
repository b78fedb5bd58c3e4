/* Derived from generator/proofpack/: worksheets/formats/as_yaml.py and worksheets/formats/support.py.
   Change that, not this, and run `python -m tests.derive`. */
// @ts-nocheck: Python's types are checked there
/* eslint-disable -- a program wrote it, after what Python's linters have read */
;(py => {
  "use strict"
  const constants = ProofpackConstants
  {
    const { SPECIAL, key, quoted } = py.modules.yaml_scalars
    const _BLANK = py.re("^[ ]+$", "m")
    // Return a canonical packet as YAML.
    function to_yaml(packet) {
      return py.add(py.join("\n", py.list(_mapping(packet, ""))), "\n")
    }
    function* _mapping(value, indent) {
      for (let [name, inner] of py.items(value)) {
        yield* _entry("" + indent + key(name) + ":", inner, "" + indent + "  ")
      }
    }
    // Yield a key or a dash with its value; what stands on lines of its own is indented.
    function* _entry(head, value, indent) {
      let first, rest
      if (py.isText(value)) {
        ;[first, ...rest] = scalar(value, indent)
        yield "" + head + " " + first
        yield* rest
      } else {
        if (!py.truth(value)) {
          yield py.isMapping(value) ? "" + head + " {}" : "" + head + " []"
        } else {
          if (py.isMapping(value) && head.endsWith("-")) {
            ;[first, ...rest] = _mapping(value, indent)
            yield "" + head + " " + py.lstrip(first, " ")
            yield* rest
          } else {
            yield head
            yield* py.isMapping(value) ? _mapping(value, indent) : _list(value, indent)
          }
        }
      }
    }
    function* _list(value, indent) {
      for (let inner of py.list(value)) {
        yield* _entry("" + indent + "-", inner, "" + indent + "  ")
      }
    }
    // Return a text as the rest of its line, and the lines after it.
    function scalar(text, indent) {
      if (!_as_block(text)) {
        return [quoted(text)]
      }
      return ["|-", ...py.split(text, "\n").map(line => (py.truth(line) ? "" + indent + line : ""))]
    }
    // Return whether a text reads the same in a literal block.
    function _as_block(text) {
      return (
        py.has(text, "\n") &&
        !py.has(" \n", text[0]) &&
        !py.has(text, "\t") &&
        !py.truth(py.search(SPECIAL, text)) &&
        !py.truth(py.search(_BLANK, text))
      )
    }
    py.modules.as_yaml = { to_yaml, scalar }
  }
  {
    const { SLOT } = constants
    const { ALSO, PLACEHOLDER, SUPPORT } = constants
    const { in_words, paragraphs, to_message } = py.modules.message
    const _PLACEHOLDER = py.re(PLACEHOLDER)
    const _BREAK = py.re("(?<!\\n)\\n(?!\\n)")
    const _ESCAPED = py.dict(
      py.items(SUPPORT).map(([name, form]) => [name, py.re(py.either(form.escape, () => "(?!)"))])
    )
    // Return a canonical packet as it goes to support.
    function to_support(schema, packet, form) {
      let blocks
      const shape = SUPPORT[form]
      const messages = py
        .list(schema.parts)
        .flatMap(part => (part.kind === "message" ? [part.id] : []))
      const paths = py
        .list(messages)
        .flatMap(part =>
          py
            .list(paragraphs(schema, packet, part))
            .flatMap(paragraph => py.findall(SLOT, paragraph.text))
        )
      const rows = py
        .list(schema.parts)
        .flatMap(part =>
          py
            .list(
              _told(
                schema,
                packet,
                part.fields,
                py.get(packet.answers, part.id, { __proto__: null }),
                part.id,
                paths
              )
            )
            .map(([label, text]) => _row(label, text, form))
        )
      blocks = [py.replace(shape.title, "{}", _shown(schema.title, form))]
      blocks = py.add(
        blocks,
        py.list(messages).map(part => _lines(to_message(schema, packet, part), form))
      )
      if (py.truth(rows) && py.truth(messages)) {
        blocks.push(py.replace(shape.head, "{}", ALSO))
      }
      return py.add(
        py.join("\n\n", [
          ...py.list(blocks),
          ...py.list(py.truth(rows) ? [py.join("\n", py.list(rows))] : []),
        ]),
        "\n"
      )
    }
    // Return a text as a format shows it letter for letter.
    function _shown(text, form) {
      const shape = SUPPORT[form]
      function escaped(match) {
        const is_address = py.startswith(match[0], "http")
        return py.truth(is_address) ? match[0] : "" + shape.before + match[0] + shape.after
      }
      return py.sub(_ESCAPED[form], escaped, text)
    }
    function _lines(text, form) {
      const shown = _shown(text, form)
      return py.sub(_BREAK, _ => SUPPORT[form].break, shown)
    }
    // Yield label and words of each answer that may leave and that no message has told.
    function* _told(schema, packet, fields, answers, at, paths) {
      const here = py.list(fields).map(field => "" + at + "." + field.id)
      for (let field of py.list(fields)) {
        const [value, name] = [py.get(answers, field.id), field.label]
        if (
          !py.truth(value) ||
          field.sensitivity === "internal" ||
          py.truth(py.get(field, "decided_by"))
        ) {
          continue
        }
        if (field.type === "group") {
          const entries = py.isList(value) ? value : [value]
          for (let [number, entry] of py.enumerate(entries, 1)) {
            const head = py.length(entries) > 1 ? "" + name + " " + number : name
            const rest = py.dict(
              py
                .items(entry)
                .filter(
                  ([key, answer]) =>
                    !py.equal(key, py.get(field, "ordered_by")) || !py.equal(answer, String(number))
                )
            )
            const others = py.list(paths).filter(path => !py.has(here, path))
            const inner = py.list(_told(schema, packet, field.fields, rest, at, others))
            const short = py.join(
              "; ",
              py
                .list(inner)
                .flatMap(([label, text]) => (!py.has(text, "\n") ? ["" + label + " " + text] : []))
            )
            yield* py.truth(short) ? [[head, short]] : []
            yield* py
              .list(inner)
              .flatMap(([label, text]) =>
                py.has(text, "\n") ? [["" + head + ", " + label, text]] : []
              )
          }
        } else {
          if (!py.has(paths, "" + at + "." + field.id) && !_is_placeholder(value)) {
            yield [name, in_words(schema, packet, field, value)]
          }
        }
      }
    }
    function _is_placeholder(value) {
      return py.isText(value) && py.truth(py.fullmatch(_PLACEHOLDER, value))
    }
    function _row(label, value, form) {
      let after, before, between
      const shape = SUPPORT[form]
      ;[before, between, after] = py.split(shape.row, "{}")
      if (py.has(value, "\n")) {
        between = py.rstrip(between, " ")
        const fence = shape.fence
        const body = py.truth(fence)
          ? py.replace(value, fence, "" + fence[0] + " " + py.slice(fence, 1, undefined))
          : value
        value = py.truth(fence) ? "\n" + fence + "\n" + body + "\n" + fence : "\n" + body
      } else {
        value = _shown(value, form)
      }
      return "" + before + _shown(label, form) + between + value + after
    }
    py.modules.support = { to_support }
  }
})(ProofpackPython)
