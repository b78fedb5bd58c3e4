/* A native control for each type of answer. A classic script; it knows nothing of packets or
   storage.

     const control = ProofpackControls.make(field, options)
     control.root      // what is put on the page
     control.read()    // text, or a list of texts, as it was typed
     control.write(value)
     control.focus()
     ProofpackControls.copy(text, done)  // done(worked)
     ProofpackControls.download(text, name, type)

   options: {id, label, described: ids of help and findings, choices: nodes that label each choice,
   onInput, onSettle}. What a reader types is held in properties of controls, never in attributes or
   in the text of the page: nobody finds it in the source of the page. */
const ProofpackControls = (() => {
  "use strict"

  // What is said of types and formats that a browser has no control of its own for.
  const TITLES = {
    "utc-time": "A time: YYYY-MM-DDTHH:MM:SSZ, or as a log has it, with its offset from UTC",
    number: "Digits, with a point if need be",
    "http-status": "Three digits",
    "http-method": "Capital letters, as in POST",
    path: "What begins with a slash, without host or query",
    count: "A whole number",
  }
  const DIGITS = ["number", "http-status", "count"]
  const GROWS = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content")

  // An element with properties, and what stands in it. `on` holds listeners, `attributes` the rest.
  function element(name, properties, children) {
    const node = document.createElement(name)
    const given = Object.assign({}, properties)
    const on = given.on || {}
    const attributes = given.attributes || {}
    delete given.on
    delete given.attributes
    Object.assign(node, given)
    Object.keys(attributes).forEach(key => {
      node.setAttribute(key, attributes[key])
    })
    Object.keys(on).forEach(key => {
      node.addEventListener(key, on[key])
    })
    ;(children || []).forEach(child => {
      node.append(child)
    })
    return node
  }

  function button(text, pressed, kind) {
    return element("button", {
      type: "button",
      className: kind ? `pp-button pp-button-${kind}` : "pp-button",
      textContent: text,
      on: { click: pressed },
    })
  }

  // Where the browser cannot size a field by its content, its height is set after the next frame,
  // so that no key press waits for it.
  function grow(area) {
    if (GROWS || area.ppWaits) return
    area.ppWaits = true
    requestAnimationFrame(() => {
      area.ppWaits = false
      area.style.height = "auto"
      area.style.height = `${area.scrollHeight + 2}px`
    })
  }

  function texts(field, options) {
    const code = field.type === "code" && !field.format
    const long = code || field.type === "long-text" || field.type === "list"
    const box = element(long ? "textarea" : "input", {
      id: `${options.id}.input`,
      className: "pp-input",
    })
    const form = field.format || field.type
    if (long) box.rows = code ? 1 : 2
    else box.type = field.type === "date" || field.type === "url" ? field.type : "text"
    if (field.type === "code" || field.type === "utc-time") box.classList.add("pp-input-code")
    if (DIGITS.includes(form)) box.inputMode = form === "number" ? "decimal" : "numeric"
    if (TITLES[form]) box.title = TITLES[form]
    const pattern = ProofpackConstants.FORMS[form]
    if (TITLES[form] && pattern && !field.choices.length) box.pattern = pattern
    dress(box, field, options)
    return box
  }

  // Browsers remember what is typed, and some send it away to check its spelling.
  function dress(box, field, options) {
    box.autocomplete = "off"
    box.setAttribute("autocapitalize", "off")
    box.setAttribute("aria-describedby", options.described)
    if (field.required) box.setAttribute("aria-required", "true")
    const plain = field.sensitivity === "public" && /^(?:text|long-text|list)$/u.test(field.type)
    box.spellcheck = plain
    if (!plain) box.setAttribute("autocorrect", "off")
    box.addEventListener("input", () => {
      if (box.localName === "textarea") grow(box)
      options.onInput()
    })
    box.addEventListener("paste", options.onPaste)
    const settle = afterPress(options.onSettle)
    box.addEventListener("change", settle)
    box.addEventListener("blur", settle)
  }

  // What is found beside a field moves what stands below. Where the field is left by pressing that, it is
  // shown when the press is over: else the pointer would come up beside what it went down on.
  let pressed = false
  addEventListener("pointerdown", () => (pressed = true), true)
  addEventListener("pointerup", () => (pressed = false), true)
  addEventListener("pointercancel", () => (pressed = false), true)

  function afterPress(action) {
    return () => {
      if (!pressed) action()
      else addEventListener("pointerup", () => setTimeout(action), { once: true })
    }
  }

  // A control for text. What an input would not hold as it is (lines in a text, words in a date) is
  // shown in a textarea, so that nothing is changed by being looked at.
  function textControl(field, options) {
    const beside = field.type === "utc-time" ? time(field, options) : instead(field, options)
    const given = {
      ...options,
      onInput() {
        beside.show(box.value)
        options.onInput()
      },
      onSettle() {
        settle()
        options.onSettle()
      },
    }
    let box = texts(field, given)
    const root = element("div", { className: "pp-control" }, [box, ...beside.roots])
    const first = box
    beside.answer = value => {
      put(value)
      given.onInput()
      given.onSettle()
    }
    if (field.type === "utc-time") root.classList.add("pp-control-time")

    function put(value) {
      box.value = value
      beside.show(value)
      if (box.localName === "textarea") grow(box)
      return box.value === value
    }

    function settle() {
      const value = beside.settled(box.value)
      if (value !== box.value) put(value)
    }

    function swap(next) {
      if (next === box) return
      box.replaceWith(next)
      next.disabled = box.disabled
      box = next
    }

    return {
      root,
      read() {
        return field.type === "list" ? box.value.split(/\r\n?|\n/u) : box.value
      },
      write(value) {
        const text = Array.isArray(value) ? value.join("\n") : value || ""
        swap(first)
        if (!put(text) && first.localName === "input") {
          swap(texts(Object.assign({}, field, { type: "long-text", format: "" }), given))
          put(text)
        }
      },
      focus() {
        box.focus()
      },
      say(fault) {
        box.setCustomValidity(fault)
        if (fault) box.setAttribute("aria-invalid", "true")
        else box.removeAttribute("aria-invalid")
      },
      lock(locked) {
        box.disabled = locked
        beside.lock(locked)
      },
    }
  }

  /* What stands beside the box of a text: what may stand instead of a value, such as "no response".
     `answer` puts a value into the box, as if it had been typed. */
  function instead(field, options) {
    /** @type {any} */
    const beside = {
      roots: [],
      answer: text => text,
      show() {},
      settled: value => value,
      lock() {},
    }
    if (!field.format) return beside
    const lines = field.choices.map(choice => {
      const tick = element("input", {
        type: "checkbox",
        id: `${options.id}--${choice.id}`,
        autocomplete: "off",
        on: { change: () => beside.answer(tick.checked ? choice.id : "") },
      })
      const label = element(
        "label",
        { htmlFor: tick.id },
        options.choices[choice.id] || [choice.label]
      )
      const line = element("div", { className: "pp-choice pp-instead" }, [tick, label])
      return { tick, line, id: choice.id }
    })
    beside.roots = lines.map(line => line.line)
    beside.show = value => {
      lines.forEach(line => (line.tick.checked = value === line.id))
    }
    beside.lock = locked => {
      lines.forEach(line => (line.tick.disabled = locked))
    }
    return beside
  }

  // Beside a time: the same on the reader's clock; and where it may be several, which one is meant.
  function time(field, options) {
    const local = element("span", { className: "pp-local" })
    const offers = element("span", { className: "pp-offers", hidden: true })
    function ahead(words, hours) {
      const link = button(words, () => {
        const then = new Date(Date.now() + hours * 3_600_000)
        beside.answer(`${then.toISOString().slice(0, 19)}Z`)
      })
      link.setAttribute("aria-label", `${words}: ${options.label}`)
      return link
    }
    const hour = field.maps_to === "time.next_review" ? [ahead("+1 h", 1)] : []
    const now = [ahead("Now (UTC)", 0), ...hour]
    const beside = {
      roots: [...now, local, offers],
      answer: text => text,
      show(value) {
        const reading = ProofpackTimes.read(value)
        local.textContent = reading.utc ? `Here: ${ProofpackTimes.local(reading.utc)}` : ""
        offers.hidden = true
      },
      settled(value) {
        const reading = ProofpackTimes.read(value)
        const offered = offersOf(reading).map(([text, utc]) =>
          button(text, () => beside.answer(utc), "quiet")
        )
        offers.replaceChildren(...offered)
        offers.hidden = !offered.length
        return reading.utc || value
      },
      lock(locked) {
        now.forEach(node => (node.disabled = locked))
      },
    }
    return beside
  }

  // What a time may mean, with the time that it would be.
  function offersOf(reading) {
    if (reading.rule === "no-zone") {
      const here = ProofpackTimes.here(reading.offered).map(written => [
        `It is local time (UTC${written.slice(-"+00:00".length)})`,
        ProofpackTimes.read(written).utc,
      ])
      return [["It is UTC", reading.offered], ...here]
    }
    const days = ["day-or-month", "bad-weekday"].includes(reading.rule)
    return days ? reading.offered.split(" or ").map(moment => [`It is ${moment}`, moment]) : []
  }

  // An answer that is taken from a decision: shown, and not asked.
  function decided(field, options) {
    const shown = element("output", { id: `${options.id}.input`, className: "pp-decided" })
    let text = ""
    const root = element("div", { className: "pp-control" }, [shown])
    shown.setAttribute("aria-describedby", options.described)
    return {
      root,
      read: () => text,
      write(value) {
        text = value || ""
        const choice = field.choices.find(choice => choice.id === text)
        shown.textContent = choice ? choice.label : text || "Not decided yet"
      },
      focus() {
        root.scrollIntoView({ block: "center" })
      },
      say() {},
      lock() {},
    }
  }

  // --- choices -----------------------------------------------------------------------------------

  // One line of a choice: the native control, and its label. The value stays in a closure.
  function choice(offered, several, options, id, name) {
    const box = element("input", {
      type: several ? "checkbox" : "radio",
      id,
      name,
      autocomplete: "off",
      on: { change: options.onChoose },
    })
    const label = element("label", { htmlFor: id }, offered.label)
    return {
      value: offered.id,
      box,
      line: element("div", { className: "pp-choice" }, [box, label]),
    }
  }

  /* Radios or checkboxes. `shown` are {id, label: [nodes]}; what is chosen and is none of them gets
     a line of its own, so that it is seen and can be taken away. */
  function choices(shown, several, options) {
    const list = element("div", { className: "pp-control pp-choose" })
    const clear = button(
      "Clear",
      () => {
        write([])
        options.onInput()
        options.onSettle()
        lines[0].box.focus()
      },
      "quiet"
    )
    const choosing = Object.assign({}, options, {
      onChoose() {
        refresh()
        options.onInput()
        options.onSettle()
      },
    })
    const lines = shown.map(offered =>
      choice(offered, several, choosing, `${options.id}--${offered.id}`, options.id)
    )
    let strange = []
    clear.setAttribute("aria-label", `Clear: ${options.label}`)
    lines.forEach(line => {
      list.append(line.line)
    })
    if (!several) list.append(clear)

    function all() {
      return lines.concat(strange)
    }

    function read() {
      return all()
        .filter(line => line.box.checked)
        .map(line => line.value)
    }

    function refresh() {
      clear.hidden = read().length === 0
    }

    function write(values) {
      strange.forEach(line => {
        line.line.remove()
      })
      strange = values
        .filter(value => !lines.some(line => line.value === value))
        .map((value, number) => {
          const label = [`${value} `, element("em", { textContent: "(not a choice here)" })]
          const id = `${options.id}.strange-${number}`
          return choice({ id: value, label }, several, choosing, id, options.id)
        })
      strange.forEach(line => {
        list.insertBefore(line.line, clear.parentNode === list ? clear : null)
      })
      all().forEach(line => {
        line.box.checked = values.includes(line.value)
      })
      refresh()
    }

    refresh()
    return {
      root: list,
      lines,
      clear,
      read() {
        const chosen = read()
        return several ? chosen : chosen[0] || ""
      },
      write(value) {
        write(Array.isArray(value) ? value : value ? [value] : [])
      },
      focus() {
        const checked = all().find(line => line.box.checked)
        ;(checked || lines[0]).box.focus()
      },
      say() {},
      lock(locked) {
        all().forEach(line => {
          line.box.disabled = locked
        })
        clear.disabled = locked
      },
    }
  }

  function make(field, options) {
    if (field.decided_by) return decided(field, options)
    if (field.type === "yes-no") {
      const answers = [
        { id: "yes", label: ["Yes"] },
        { id: "no", label: ["No"] },
      ]
      return choices(answers, false, options)
    }
    if (field.type === "choice" || field.type === "choices") {
      const shown = field.choices.map(offered => ({
        id: offered.id,
        label: options.choices[offered.id] || [offered.label],
      }))
      return choices(shown, field.type === "choices", options)
    }
    return textControl(field, options)
  }

  // Copies by the clipboard, or where a page may not use it, as a reader would by hand.
  function copy(text, done) {
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(
        () => {
          done(true)
        },
        () => {
          done(byHand(text))
        }
      )
    } else done(byHand(text))
  }

  function byHand(text) {
    const before = document.activeElement
    const area = element("textarea", { className: "pp-unseen", value: text, readOnly: true })
    ;(document.querySelector("dialog[open]") || document.body).append(area)
    area.select()
    const worked = document.execCommand("copy")
    area.remove()
    if (before instanceof HTMLElement) before.focus()
    return worked
  }

  function download(text, name, type) {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
    element("a", { href: address, download: name }).click()
    URL.revokeObjectURL(address)
  }

  return {
    make,
    choices,
    element,
    button,
    copy,
    download,
  }
})()
