/* What a controller says: how far the packet is, where it is kept, what has changed since it was
   made, and what needs a decision. A classic script that extends ProofpackPacketController: the
   whole controller. */
const ProofpackWorksheet = (() => {
  "use strict"

  const Base = ProofpackPacketController
  const at = Base.helpers.at
  const put = Base.helpers.put
  const counted = Base.helpers.counted
  const STATES = {
    new: "Nothing is stored yet. What you type is saved on this device.",
    unjudged:
      "Not saved yet: the rules that look for secrets are not there. Nothing leaves before they are.",
    none: "Not saved: this browser keeps nothing. Export before you leave.",
    full: "Not saved: the storage of this browser is full. Export before you leave, or delete packets.",
    newer: "Not changed: a newer version of this page saved this packet.",
    gone: "Not saved: this packet was deleted in another tab. What you type saves it again.",
  }

  class WorksheetOnPage extends Base {
    stateWords() {
      if (this.isUnjudged()) return STATES.unjudged
      const kept = this.locked ? "newer" : this.gone ? "gone" : this.state
      if (kept !== "saved") return STATES[kept]
      const time = this.savedAt ? `, ${Base.helpers.clock(this.savedAt)}` : ""
      const masked = this.views().filter(view => view.masked !== null).length
      const but = masked ? ` ${counted(masked, "field")} with a secret: stored redacted.` : ""
      return `Saved on this device${time}.${but}`
    }

    // What has changed between what a packet was made with and what the page has today.
    changed() {
      const schema = this.schema
      const lines = []
      if (this.packet.version !== schema.version) {
        lines.push(
          `It was made with version ${this.packet.version}; this page has version ${schema.version}.`
        )
      }
      this.packet.guides.forEach(pin => {
        const today = byId(schema.guides, pin.id)
        if (!today) lines.push(`The guide ${pin.id} no longer uses this worksheet.`)
        else if (today.digest !== pin.digest)
          lines.push(`The guide “${today.title}” has changed since.`)
      })
      this.packet.facts.forEach(pin => {
        const today = byId(schema.facts, pin.id)
        if (!today) lines.push(`${pin.id} is no longer relied on.`)
        else if (today.quote !== pin.quote) lines.push(`The quote of ${pin.id} has changed since.`)
        else if (today.source !== pin.source) lines.push(`The source of ${pin.id} has moved since.`)
      })
      return lines
    }

    notices() {
      const self = this
      const store = this.store
      const notices = []
      function again() {
        self.show()
      }
      if (this.locked) {
        notices.push({
          tone: "warn",
          text: "A newer version of this page saved this packet. It is left as it is, and cannot be edited here.",
          actions: [
            [
              "Download it as it is",
              () => {
                ProofpackControls.download(
                  store.read(self.pid).text,
                  `${self.schema.id}-saved.json`,
                  "application/json"
                )
              },
            ],
          ],
        })
      }
      if (this.undone) {
        notices.push({
          tone: "info",
          text: Base.helpers.DONE[this.undone.what] || "The packet was replaced.",
          actions: [
            ["Undo", this.undo.bind(this)],
            [
              "Dismiss",
              () => {
                self.undone = null
                self.save()
                again()
                self.nameBinding.view.control.focus()
              },
              "quiet",
            ],
          ],
        })
      }
      const buried = store.deleted(Date.now())
      if (buried) {
        notices.push({
          tone: "info",
          text: `“${buried.envelope.packet.name}” was deleted. It can be brought back for a day.`,
          actions: [
            [
              "Undo",
              () => {
                self.restore(buried)
              },
            ],
            [
              "Delete for good",
              () => {
                store.forget()
                again()
                self.nameBinding.view.control.focus()
              },
              "quiet",
            ],
          ],
        })
      }
      this.conflicts.forEach(conflict => {
        notices.push(self.conflictNotice(conflict))
      })
      store.aside().forEach(stored => {
        notices.push({
          tone: "warn",
          text: "A packet of this form was cut short and cannot be read. Its text is kept.",
          actions: [
            [
              "Download it",
              () => {
                ProofpackControls.download(
                  stored.text,
                  `${self.schema.id}-cut-short.txt`,
                  "text/plain"
                )
              },
            ],
            [
              "Delete it",
              () => {
                store.dropAside(stored.pid)
                again()
              },
              "quiet",
            ],
          ],
        })
      })
      const old = this.old()
      if (old.length) {
        notices.push({
          tone: "info",
          text: `${counted(old.length, "packet")} of this form lay here for over 30 days:`,
          lines: old.map(stored => stored.envelope.packet.name),
          actions: [
            ["Delete for good", this.removeOld.bind(this)],
            [
              "Keep",
              () => {
                self.kept = true
                again()
                self.nameBinding.view.control.focus()
              },
              "quiet",
            ],
          ],
        })
      }
      if (this.listed.some(isForeign)) {
        notices.push({
          tone: "warn",
          text: "Something that is no packet lies where packets of this form are kept. It is left alone.",
        })
      }
      const changed = this.changed()
      if (changed.length && !this.locked) {
        notices.push({ tone: "info", text: "Since this packet was made:", lines: changed })
      }
      if (this.moved && this.moved.length) {
        notices.push({
          tone: "info",
          text: `Fields were renamed since. ${counted(this.moved.length, "answer")} moved along.`,
        })
      }
      return notices
    }

    conflictNotice(conflict) {
      const self = this
      const path = conflict.path[0] === "answers" ? conflict.path.slice(1) : conflict.path
      const place = path.reduce(
        (text, key) =>
          typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${key}` : key,
        ""
      )
      // There is a conflict only where what hands over is there.
      const both = [at(this.packet, conflict.path), conflict.value]
      const [label, stays, other] = Proofpack.dialogs.apart(this.schema, path, both)
      function settle() {
        self.conflicts = self.conflicts.filter(other => other !== conflict)
        self.save()
        self.show()
      }
      return {
        tone: "warn",
        text: `Two answers were written to ${label || self.placeOf(place).label} at once. ${stays} stays; the other was ${other}.`,
        actions: [
          [
            "Take theirs",
            () => {
              const before = self.packet
              self.packet = ProofpackPacket.canonical(
                self.schema,
                put(before, conflict.path, conflict.value)
              )
              self.fill(before)
              settle()
              self.focusAt(place)
            },
          ],
          [
            "Keep mine",
            () => {
              settle()
              self.focusAt(place)
            },
            "quiet",
          ],
        ],
      }
    }

    // Everything on the page that is not a control: progress, messages, the bar.
    show() {
      const progress = ProofpackPacket.progress(this.schema, this.packet)
      const whole = { done: 0, of: 0 }
      Object.keys(progress).forEach(id => {
        whole.done += progress[id].done
        whole.of += progress[id].of
      })
      this.mounted.forEach(binding => {
        const part = progress[binding.part.id]
        binding.progress.hidden = !part || part.of === 0
        if (!binding.progress.hidden)
          binding.progress.textContent = `${part.done} of ${part.of} answered`
        if (binding.compose) binding.compose(this.schema, this.packet)
      })
      this.views().forEach(view => {
        if (view.field && view.field.decided_by) view.write(at(this.packet, view.binding.path))
      })
      ProofpackVerdicts.show(this)
      this.listed = this.store.list()
      const packets = this.listed
        .filter(stored => stored.state === "ok" || stored.state === "newer")
        .map(stored => ({
          pid: stored.pid,
          name: stored.envelope ? stored.envelope.packet.name : "A packet of a newer version",
        }))
      if (!byPid(packets, this.pid)) packets.push({ pid: this.pid, name: this.packet.name })
      byPid(packets, this.pid).active = true
      this.shown = packets
      const masked = this.views().some(view => view.masked !== null)
      this.bar.show({
        packets,
        done: whole.done,
        of: whole.of,
        state: this.stateWords(),
        isNew: this.state === "new" && !this.isUnjudged() && !this.locked,
        tone:
          this.locked ||
          this.gone ||
          this.isUnjudged() ||
          /^(?:none|full)$/u.test(this.state) ||
          masked
            ? "warn"
            : "good",
        notices: this.notices(),
        orphans: this.locked ? [] : this.packet.orphans,
        locked: this.locked,
      })
      this.tell()
    }

    // What is left, and where the packet is kept.
    tell() {
      if (this.packet) this.dock.show(this.stateWords(), this.bar.tone)
    }
  }

  function byId(listed, id) {
    return listed.find(record => record.id === id)
  }

  function isForeign(stored) {
    return stored.state === "foreign"
  }

  function byPid(packets, pid) {
    return packets.find(packet => packet.pid === pid)
  }

  return WorksheetOnPage
})()
