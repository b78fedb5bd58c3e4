/* The controller of one worksheet on one page, with the packet that is open in it. A classic
   script.

   What is typed stands in controls until a pause. Then it is judged, and what is kept from there on
   is `packet`: the packet with each secret redacted. Storage, exports, messages and previews know
   that one alone. An input event does nothing but note which control it came from.

   The rules may come later than the first character. Until they are there nothing is judged, and so
   nothing is stored, exported, copied or printed: whatever would do that waits in `ready`. */
const ProofpackController = (() => {
  "use strict"

  const PAUSE_MS = 300 // how long nothing is typed before it is judged and stored
  const SLICE_MS = 8 // how long a packet that was opened is judged before the page gets its turn

  function nothing() {
    return Object.create(null)
  }

  function own(mapping, key) {
    return mapping && Object.prototype.hasOwnProperty.call(mapping, key) ? mapping[key] : undefined
  }

  function at(packet, path) {
    return path.reduce(own, packet)
  }

  // The packet with another value at a path; what is not on the path is shared.
  function put(packet, path, value) {
    if (!path.length) return value
    const copy = Array.isArray(packet) ? packet.slice() : Object.assign(nothing(), packet)
    copy[path[0]] = put(own(copy, path[0]), path.slice(1), value)
    return copy
  }

  function clock(date) {
    return `${date.toISOString().slice(11, 16)} UTC`
  }

  function counted(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`
  }

  // A secret that was not said to be none.
  function isSecret(finding) {
    return finding.rule.startsWith("secret-") && finding.holds
  }

  // What the page calls and what stores it is added by the scripts that extend this class, so its
  // type is open.
  const Open = /** @type {any} */ (Object)
  const BOUND = [
    "create",
    "duplicate",
    "reset",
    "remove",
    "forget",
    "askImport",
    "askExport",
    "print",
  ]
  const WAITING = ["create", "duplicate", "reset", "print", "copyMessage"]

  class WorksheetController extends Open {
    constructor(schema, rules, store) {
      super()
      this.schema = schema
      this.rules = rules
      this.store = store
      this.mounted = []
      this.dirty = new Set()
      this.reshaped = new Set()
      this.conflicts = []
      this.state = "new"
      this.numbers = {}
      this.meant = new Map() // digests of values that were said to be no secrets, by rule and place
      this.hooks = {
        onInput: view => this.typed(view),
        onSettle: view => {
          view.settled = !view.isEmpty()
          this.dirty.add(view)
          this.flush()
          if (this.packet) ProofpackVerdicts.show(this)
          this.tell()
        },
        onPaste: view => {
          // The text is in the field only once this event is over.
          this.dirty.add(view)
          setTimeout(() => this.flush())
        },
        onShape: binding => {
          this.reshaped.add(binding)
          this.flush()
        },
        onCopy: (part, button) => this.copyMessage(part, button),
        onCalendar: view => this.calendar(view),
        say: text => this.bar.say(text),
      }
      this.nameBinding = nameBinding(this)
      for (const name of BOUND) this[name] = this[name].bind(this)
      for (const name of WAITING) this[name] = this.later(this[name].bind(this))
      this.deaf = store.listen(pid => this.heard(pid))
    }

    bindings() {
      return [this.nameBinding, ...this.mounted.flatMap(part => part.bindings)]
    }

    views() {
      return this.bindings().flatMap(binding => binding.views())
    }

    // --- typing ----------------------------------------------------------------------------------

    // All that an input event does.
    typed(view) {
      this.dirty.add(view)
      clearTimeout(this.timer)
      this.timer = setTimeout(this.flush.bind(this), PAUSE_MS)
      if (!this.rules) this.ready(nothing)
    }

    // Judges and stores what was typed. Everything that may take the page away calls it first.
    flush() {
      if (this.locked) return
      if (this.isUnjudged()) {
        this.show()
        return this.ready(this.flush.bind(this))
      }
      if (!this.collect()) return this.tell()
      this.save()
      this.show()
    }

    // Whether something was typed that no rule has seen.
    isUnjudged() {
      return !this.rules && this.dirty.size + this.reshaped.size > 0
    }

    // Does something once the rules are there: at once where they are. Where they cannot be loaded,
    // it is said, and whatever is done next tries again.
    ready(act) {
      if (this.rules) return act()
      if (this.isUnjudged()) ProofpackPage.guard()
      ProofpackPage.needRules().then(
        rules => {
          this.ruled(rules)
          act()
        },
        problem => this.bar.warn(problem.message)
      )
    }

    later(act) {
      return (...given) => this.ready(() => act(...given))
    }

    ruled(rules) {
      if (this.rules) return
      this.rules = rules
      this.bar.warn("")
      this.show()
      ProofpackPage.guard()
      this.lookAtAll(nothing)
    }

    // Takes what was typed into the packet; says whether that changed it.
    collect() {
      clearTimeout(this.timer)
      if (!this.rules || (!this.dirty.size && !this.reshaped.size)) return false
      const bindings = new Set(this.reshaped)
      this.dirty.forEach(view => {
        this.look(view)
        bindings.add(view.binding)
      })
      this.dirty.clear()
      this.reshaped.clear()
      let next = this.packet
      bindings.forEach(binding => {
        next = put(next, binding.path, binding.read(true))
      })
      next = ProofpackPacket.canonical(this.schema, this.followed(next))
      if (!next.name) next.name = this.packet.name
      if (ProofpackStore.same(next, this.packet)) return false
      this.packet = next
      return true
    }

    // The packet without what was taken from decisions that are other ones now.
    followed(next) {
      this.views().forEach(view => {
        const { decided_by: part } = view.field || {}
        const path = ["answers", part, "option"]
        if (part && at(next, path) !== at(this.packet, path))
          next = put(next, view.binding.path, "")
      })
      return next
    }

    // Judges one control, and shows what was found beside it.
    look(view) {
      let findings = view.judge(this.rules, this.packet)
      if (this.forgetChanged(findings)) findings = view.judge(this.rules, this.packet)
      const secrets = findings.filter(isSecret)
      view.masked = secrets.length ? this.mask(view) : null
      // A finding that repeats a value is not shown beside a secret in it.
      if (secrets.length) findings = findings.filter(holds)
      const before = view.findings
      view.findings = findings
      view.shown = findings.filter(finding => {
        if (finding.holds || finding.digest) return true
        // Advice is gathered where a packet is handed over.
        if (/^(?:missing|placeholder|pasted-.*|phrase-.*)$/u.test(finding.rule)) return false
        return view.settled || before.some(old => old.rule === finding.rule)
      })
      ProofpackFindings.show(this, view)
    }

    /* The value of a control with each secret redacted. One value has one number in the whole
       packet. What is still being typed gets none for good: half a key is another value with each
       character. */
    mask(view) {
      const rules = this.rules
      const numbers = view.settled ? this.numbers : copied(this.numbers)
      const waived = rules.packet.waivedIn(this.packet, rules)
      function masked(text, place) {
        const isSpared = rule => waived.has(`${rule} ${place}`)
        return rules.packet.redact(view.key, text, rules, numbers, isSpared)
      }
      const value = view.value()
      if (!Array.isArray(value)) return masked(value, view.at())
      return value.map((text, i) => masked(text, `${view.at()}[${i}]`))
    }

    // --- no secret -------------------------------------------------------------------------------

    /* Somebody says that what was found in a control is no secret. The packet keeps rule, place and
       reason. Which value was meant is known to this page alone, by its digest: where another
       stands there, it has to be said anew. */
    waive(view, reason) {
      const why = this.rules.packet.redact(
        "",
        ProofpackPacket.clean(reason),
        this.rules,
        this.numbers
      )
      const waived = view.findings.filter(finding => isSecret(finding) && this.isWaivable(finding))
      const entries = waived.map(finding => ({
        rule: ruleOf(finding),
        at: finding.at,
        reason: why,
      }))
      waived.forEach(finding => this.meant.set(`${finding.rule} ${finding.at}`, finding.digest))
      this.setWaived(others(this.packet.waived, waived).concat(entries))
      this.lookAgain(view)
      this.bar.say(`${view.label}: said to be no secret.`)
    }

    unwaive(view) {
      this.setWaived(others(this.packet.waived, view.findings))
      this.lookAgain(view)
    }

    isWaivable(finding) {
      const rule = this.rules.secretRules.get(ruleOf(finding))
      return !rule.certain
    }

    setWaived(waived) {
      const next = Object.assign(nothing(), this.packet, { waived })
      this.packet = ProofpackPacket.canonical(this.schema, next)
      this.save()
    }

    lookAgain(view) {
      this.dirty.add(view)
      this.flush()
      this.look(view)
      this.show()
      view.control.focus()
    }

    // Takes back what was said of a value that is no longer the one it was said of.
    forgetChanged(findings) {
      const changed = findings.filter(finding => {
        if (!finding.digest || finding.holds) return false
        const key = `${finding.rule} ${finding.at}`
        const meant = this.meant.get(key)
        if (meant === undefined) this.meant.set(key, finding.digest)
        return meant !== undefined && meant !== finding.digest
      })
      if (!changed.length) return false
      changed.forEach(finding => this.meant.delete(`${finding.rule} ${finding.at}`))
      this.setWaived(others(this.packet.waived, changed))
      return true
    }

    redact(view) {
      view.settled = true
      view.write(this.mask(view))
      this.dirty.add(view)
      this.flush()
      this.look(view)
      this.show()
      view.control.focus()
      this.bar.say(`${view.label}: redacted.`)
    }

    // --- opening ---------------------------------------------------------------------------------

    // Puts a packet on the controller: what is stored under an id, or one that is given.
    lay(pid, packet, envelope) {
      this.pid = pid
      this.packet = packet
      this.conflicts = (envelope && envelope.conflicts) || []
      this.undone = (envelope && envelope.undo) || null
      this.state = envelope ? "saved" : "new"
      this.savedAt = envelope && envelope.saved ? new Date(envelope.saved) : null
      this.text = ""
      this.gone = false
      this.numbers = ProofpackPacket.numbers(packet)
      this.meant = new Map()
      this.asked = false // about checklists that are open
      this.dirty.clear()
      this.reshaped.clear()
      this.opened(envelope)
    }

    open(pid) {
      if (this.packet) this.flush()
      const stored = this.store.read(pid)
      if (stored.state === "corrupt") {
        this.store.putAside(pid, stored.text)
        pid = ProofpackStore.newId()
      }
      this.locked = stored.state === "newer"
      if (stored.state === "ok") {
        const adopted = Proofpack.dialogs.adopt(this.schema, stored.envelope.packet)
        this.lay(pid, adopted.packet, stored.envelope)
        this.text = stored.text
        this.moved = adopted.moved
        this.store.activate(pid)
      } else {
        this.lay(pid, ProofpackPacket.fresh(this.schema, this.store.nextName(), ""))
        this.moved = []
      }
      this.fresh()
    }

    // Shows a packet that was just laid, and judges it.
    fresh() {
      const bindings = this.bindings()
      bindings.forEach(binding => {
        binding.write(at(this.packet, binding.path))
      })
      this.views().forEach(view => {
        view.settled = !view.isEmpty()
        view.findings = view.shown = []
        ProofpackFindings.show(this, view)
      })
      this.lock(this.locked)
      this.show()
      this.lookAtAll(this.flush.bind(this))
    }

    // Judges all that is filled in, in slices, and then does something.
    lookAtAll(then) {
      if (!this.rules) return
      const waiting = this.views().filter(view => !this.dirty.has(view))
      const turn = (this.turn = {})
      const judge = () => {
        if (turn !== this.turn) return
        const until = performance.now() + SLICE_MS
        while (waiting.length && performance.now() < until) {
          const view = waiting.shift()
          if (view.isEmpty()) continue
          this.look(view)
          // A rule that is newer than the packet may see a secret in what is stored.
          if (view.masked !== null) this.dirty.add(view)
        }
        if (waiting.length) setTimeout(judge)
        else then()
      }
      judge()
    }

    lock(locked) {
      this.bindings().forEach(binding => {
        if (binding.lock) binding.lock(locked)
        binding.views().forEach(view => {
          view.control.lock(locked)
        })
      })
    }

    // The packet that was used last, or else the last there is, or a fresh one.
    begin() {
      const listed = this.store.list()
      listed.forEach(stored => {
        if (stored.state === "corrupt") this.store.putAside(stored.pid, stored.text)
      })
      const usable = listed.filter(entry => entry.state === "ok" || entry.state === "newer")
      const active = this.store.active()
      const last = usable[usable.length - 1]
      const known = usable.some(entry => entry.pid === active)
      this.open(known ? active : last ? last.pid : ProofpackStore.newId())
    }

    isSecret(finding) {
      return isSecret(finding)
    }

    dispose() {
      this.turn = null
      this.deaf()
      this.dock.dispose()
      if (this.rules || this.isUnjudged()) this.ready(this.flush.bind(this))
    }
  }

  // The name of a packet is judged and stored as an answer is.
  function nameBinding(controller) {
    const field = { id: "", type: "text", sensitivity: "internal" }
    const binding = ProofpackParts.bindingOf([], controller.hooks, bound => {
      const id = `ws-${controller.schema.id}.name`
      const view = new ProofpackParts.FieldView(
        bound,
        "Name of this packet",
        id,
        () => "name",
        (value, place, rules, packet) =>
          rules.packet.judgeWords("", value, place, rules, packet).filter(finding => finding.digest)
      )
      bound.view = view
      ProofpackParts.equipped(view, field, null, "")
      return view
    })
    binding.path = ["name"]
    return binding
  }

  function holds(finding) {
    return finding.holds
  }

  function ruleOf(finding) {
    return finding.rule.replace("secret-", "")
  }

  // What was said of other findings than these.
  function others(waived, findings) {
    return (waived || []).filter(
      waiver =>
        !findings.some(finding => ruleOf(finding) === waiver.rule && finding.at === waiver.at)
    )
  }

  function copied(numbers) {
    return {
      last: Object.assign(nothing(), numbers.last),
      given: Object.assign(nothing(), numbers.given),
    }
  }

  WorksheetController.helpers = { at, put, clock, counted }
  return WorksheetController
})()
