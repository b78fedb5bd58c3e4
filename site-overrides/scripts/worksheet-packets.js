/* What can be done with the packet on a controller. A classic script that extends
   ProofpackStoredController.

   Nothing asks "are you sure?". What takes answers away (a reset, an import, a deletion) can be
   undone, and after a reload too. */
const ProofpackPacketController = (() => {
  "use strict"

  const Base = ProofpackStoredController
  const DONE = {
    reset: "The packet was reset.",
    import: "The packet was replaced by an import.",
    paste: "Fields were filled from what was pasted.",
    carry: "Answers were taken over from another packet.",
  }
  const put = Base.helpers.put

  class PacketController extends Base {
    // --- packets side by side --------------------------------------------------------------------

    create() {
      this.flush()
      this.open(ProofpackStore.newId())
      this.nameBinding.view.control.focus()
      this.bar.say(`A new packet: ${this.packet.name}.`)
    }

    // Puts a packet beside the others and shows it.
    add(packet) {
      this.flush()
      this.locked = false
      this.moved = []
      this.lay(ProofpackStore.newId(), put(packet, ["name"], this.freeName(packet.name)))
      this.save()
      this.fresh()
      this.nameBinding.view.control.focus()
      this.bar.say(`A packet was added: ${this.packet.name}.`)
    }

    duplicate() {
      this.flush()
      this.add(this.packet)
    }

    freeName(name) {
      const names = this.store
        .list()
        .map(stored => (stored.envelope ? stored.envelope.packet.name : ""))
      let free = name
      for (let number = 2; names.includes(free); number++) free = `${name} (${number})`
      return free
    }

    reset() {
      this.flush()
      const fresh = ProofpackPacket.fresh(
        this.schema,
        this.packet.name,
        `${new Date().toISOString().slice(0, 19)}Z`
      )
      this.replace(fresh, "reset")
    }

    // Another packet in the place of this one, which is kept until it is no longer wanted.
    replace(packet, what) {
      this.flush()
      this.undone = { what, packet: this.packet, after: packet }
      this.packet = packet
      this.conflicts = []
      this.numbers = ProofpackPacket.numbers(packet)
      this.save()
      this.fresh()
      this.bar.say(DONE[what])
      this.bar.focusNotice()
    }

    // Brings back what was replaced. What was typed since stays where the old packet says nothing
    // else.
    undo() {
      this.adopting(dialogs => this.undoWith(dialogs.adopt))
    }

    undoWith(adopt) {
      this.flush()
      const before = adopt(this.schema, this.undone.packet).packet
      const after = adopt(this.schema, this.undone.after).packet
      const merged = ProofpackStore.merge(after, before, this.packet)
      merged.value.orphans = before.orphans
      this.packet = ProofpackPacket.canonical(this.schema, merged.value)
      this.conflicts = merged.conflicts
      this.undone = null
      this.numbers = ProofpackPacket.numbers(this.packet)
      this.save()
      this.fresh()
      this.bar.say("Undone.")
      this.nameBinding.view.control.focus()
    }

    remove() {
      this.adopting(() => this.removeNow())
    }

    removeNow() {
      this.flush()
      const stored = this.store.read(this.pid)
      if (stored.state === "ok") this.store.bury(this.pid, stored.envelope, Date.now())
      else this.store.remove(this.pid)
      const name = this.packet.name
      this.packet = null
      this.dirty.clear()
      this.begin()
      this.bar.say(`${name} was deleted.`)
      this.bar.focusNotice()
    }

    // Everything that worksheets of this site have stored on this device, those of other tabs too.
    forget() {
      this.ask(dialogs =>
        dialogs.forgetting(this, () => {
          this.store.forgetAll()
          this.packet = null
          this.dirty.clear()
          this.begin()
          this.bar.say("Everything on this device was forgotten.")
          this.nameBinding.view.control.focus()
        })
      )
    }

    // Packets that nobody has written to for a month, but for the one that is open.
    old() {
      return this.kept ? [] : this.store.old(Date.now()).filter(stored => stored.pid !== this.pid)
    }

    removeOld() {
      const old = this.old()
      old.forEach(stored => this.store.remove(stored.pid))
      this.show()
      this.bar.say(`${Base.helpers.counted(old.length, "packet")} deleted.`)
      this.nameBinding.view.control.focus()
    }

    restore(buried) {
      this.adopting(() => {
        this.store.write(buried.pid, buried.envelope)
        this.store.forget()
        this.open(buried.pid)
        this.nameBinding.view.control.focus()
        this.bar.say(`${this.packet.name} is back.`)
      })
    }

    // --- handing over and taking in --------------------------------------------------------------

    // Everything that is wrong: what holds an export back, and what is merely open.
    judge() {
      this.flush()
      const typed = this.views()
        .flatMap(view => view.findings)
        .filter(finding => finding.holds)
      const seen = new Set(typed.map(named))
      const all = this.rules.packet
        .judge(this.schema, this.packet, this.rules)
        .filter(finding => !seen.has(named(finding)))
      return {
        holding: typed.concat(all.filter(finding => finding.holds)),
        open: all.filter(finding => !finding.holds),
      }
    }

    // Does something with the packet, or says what that waits for.
    when(id, act) {
      const judged = this.judge()
      if (!judged.holding.length) return act()
      this.ask(dialogs => dialogs.waiting(this, judged.holding, `${this.bar.root.id}.${id}`))
    }

    // Opens a dialog, whose code may have to be loaded first, as the rules may.
    ask(open) {
      this.ready(() => {
        ProofpackPage.handover().then(
          dialogs => {
            this.bar.warn("")
            open(dialogs)
          },
          problem => this.bar.warn(problem.message)
        )
      })
    }

    // Does something that fits what is stored to today's worksheet: at once where that code is there.
    adopting(act) {
      if (this.rules && Proofpack.dialogs) act(Proofpack.dialogs)
      else this.ask(act)
    }

    // `way` is the number of a way out: 0 for support, 1 for our records; or nothing, as last time.
    askExport(way) {
      const number = way === 0 || way === 1 ? way : undefined
      this.ask(dialogs => dialogs.exporting(this, number))
    }

    askImport() {
      this.ask(dialogs => {
        this.flush()
        dialogs.importing(this)
      })
    }

    print() {
      this.when("print", () => {
        window.print()
      })
    }

    copyMessage(part, button) {
      const copy = () =>
        this.copy(ProofpackPacket.toMessage(this.schema, this.packet, part.id), button)
      this.when("copy", () => this.ask(dialogs => dialogs.asking(this, copy)))
    }

    // The next review as an event of a calendar, which says where to look and nothing of the incident.
    calendar(view) {
      this.ask(({ calendar }) => {
        const time = calendar.stamp(view.value())
        if (!time) return this.bar.say(`${view.label}: no time yet.`)
        const page = location.href.replace(/[?#].*$/u, "")
        const text = calendar.event(this.pid, time, `Review: ${this.schema.title}`, page)
        ProofpackControls.download(text, `review-${this.schema.id}.ics`, "text/calendar")
        this.bar.say("The calendar file is in your downloads.")
      })
    }

    copy(text, button) {
      const bar = this.bar
      ProofpackControls.copy(text, worked => {
        bar.say(worked ? "Copied." : "Not copied: the browser refused.")
        const before = button.ppText || button.textContent
        button.ppText = before
        button.textContent = worked ? "Copied" : "Not copied"
        setTimeout(() => {
          button.textContent = before
        }, 2000)
      })
    }

    // --- where a finding stands ------------------------------------------------------------------

    placeOf(path) {
      const view = this.viewAt(path)
      if (view) return { view, label: view.label, href: `#${view.id}` }
      const bare = path.replace(/\[\d+\]/gu, "").split(".")
      const part = this.schema.parts.find(part => part.id === bare[0])
      if (!part) return { view: null, label: path, href: `#${this.bar.root.id}` }
      const anchor = `#ws-${this.schema.id}--${bare.join("--")}`
      return {
        view: null,
        label: `${part.title}: ${bare.slice(1).join(", ")}`,
        href: (this.elsewhere || "") + anchor,
      }
    }

    viewAt(path) {
      const views = this.views()
      function match(view) {
        const place = view.at()
        return path === place || path.startsWith(`${place}[`) || path.startsWith(`${place}.`)
      }
      return (
        views.find(match) ||
        views.find(view => view.at().startsWith(`${path}.`) || view.at().startsWith(`${path}[`))
      )
    }

    // A view, or where what stands in it is decided, that of the decision.
    decisionOf(view) {
      const part = view.field && view.field.decided_by
      return (part && this.viewAt(`${part}.option`)) || view
    }

    // Shows a field with its words, above what stays in sight.
    reveal(view) {
      const { control } = this.decisionOf(view)
      control.focus()
      const here = document.activeElement
      const focused = here && here.closest(".pp-live") ? here : control.root
      const box = focused.closest(".pp-answer:not(.pp-group), .pp-item, .pp-cell, dt") || focused
      box.scrollIntoView({ block: box.clientHeight < innerHeight / 2 ? "center" : "start" })
    }

    focusAt(place) {
      const view = this.viewAt(place)
      ;(view || this.nameBinding.view).control.focus()
    }

    removeOrphan(orphan) {
      this.packet = put(
        this.packet,
        ["orphans"],
        this.packet.orphans.filter(other => other !== orphan)
      )
      this.save()
      this.show()
      this.bar.say(`Deleted: ${orphan.at}.`)
      this.nameBinding.view.control.focus()
    }
  }

  function named(finding) {
    return `${finding.rule} ${finding.at}`
  }

  Base.helpers.DONE = DONE
  return PacketController
})()
