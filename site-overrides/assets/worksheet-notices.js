/* What a desk says: how far the packet is, where it is kept, what has changed since it was made, and what
   needs a decision. A classic script that adds to ProofpackDesk. */
;(function () {
  "use strict"

  var Desk = ProofpackDesk
  var at = Desk.helpers.at
  var put = Desk.helpers.put
  var counted = Desk.helpers.counted

  var STATES = {
    new: "Nothing is stored yet. What you type is saved on this device.",
    none: "Not saved: this browser keeps nothing. Export before you leave.",
    full: "Not saved: the storage of this browser is full. Export before you leave, or delete packets.",
    newer: "Not changed: a newer version of this page saved this packet.",
    gone: "Not saved: this packet was deleted in another tab. What you type saves it again.",
  }
  Desk.DONE = { reset: "The packet was reset.", import: "The packet was replaced by an import." }

  Desk.prototype.stateWords = function () {
    var kept = this.locked ? "newer" : this.gone ? "gone" : this.state
    if (kept !== "saved") return STATES[kept]
    var time = this.savedAt ? ", " + Desk.helpers.clock(this.savedAt) : ""
    var masked = this.leaves().filter(function (leaf) {
      return leaf.masked !== null
    }).length
    var but = masked ? " " + counted(masked, "field") + " with a secret: stored redacted." : ""
    return "Saved on this device" + time + "." + but
  }

  // What has changed between what a packet was made with and what the page has today.
  Desk.prototype.changed = function () {
    var sheet = this.sheet
    var lines = []
    if (this.packet.version !== sheet.version) {
      lines.push("It was made with version " + this.packet.version + "; this page has version " + sheet.version + ".")
    }
    this.packet.guides.forEach(function (pin) {
      var today = byId(sheet.guides, pin.id)
      if (!today) lines.push("The guide " + pin.id + " no longer uses this worksheet.")
      else if (today.digest !== pin.digest) lines.push("The guide “" + today.title + "” has changed since.")
    })
    this.packet.facts.forEach(function (pin) {
      var today = byId(sheet.facts, pin.id)
      if (!today) lines.push(pin.id + " is no longer relied on.")
      else if (today.quote !== pin.quote) lines.push("The quote of " + pin.id + " has changed since.")
      else if (today.source !== pin.source) lines.push("The source of " + pin.id + " has moved since.")
    })
    return lines
  }

  function byId(listed, id) {
    return listed.find(function (one) {
      return one.id === id
    })
  }

  Desk.prototype.notices = function () {
    var self = this
    var store = this.store
    var told = []
    function again() {
      self.show()
    }
    if (this.locked) {
      told.push({
        tone: "warn",
        text: "A newer version of this page saved this packet. It is left as it is, and cannot be edited here.",
        actions: [["Download it as it is", function () {
          ProofpackDialogs.download(store.read(self.pid).text, self.sheet.id + "-saved.json", "application/json")
        }]],
      })
    }
    if (this.undone) {
      told.push({
        tone: "info",
        text: Desk.DONE[this.undone.what] || "The packet was replaced.",
        actions: [["Undo", this.undo.bind(this)], ["Dismiss", function () {
          self.undone = null
          self.save()
          again()
          self.nameUnit.leaf.control.focus()
        }, "quiet"]],
      })
    }
    var buried = store.deleted(Date.now())
    if (buried) {
      told.push({
        tone: "info",
        text: "“" + buried.envelope.packet.name + "” was deleted. It can be brought back for a day.",
        actions: [["Undo", function () {
          self.restore(buried)
        }], ["Delete for good", function () {
          store.forget()
          again()
          self.nameUnit.leaf.control.focus()
        }, "quiet"]],
      })
    }
    this.conflicts.forEach(function (one) {
      told.push(self.conflictNotice(one))
    })
    store.aside().forEach(function (one) {
      told.push({
        tone: "warn",
        text: "A packet of this worksheet was cut short and cannot be read. Its text is kept.",
        actions: [["Download it", function () {
          ProofpackDialogs.download(one.text, self.sheet.id + "-cut-short.txt", "text/plain")
        }], ["Delete it", function () {
          store.dropAside(one.pid)
          again()
        }, "quiet"]],
      })
    })
    if (this.listed.some(isForeign)) {
      told.push({
        tone: "warn",
        text: "Something that is no packet lies where packets of this worksheet are kept. It is left alone.",
      })
    }
    var changed = this.changed()
    if (changed.length && !this.locked) {
      told.push({ tone: "info", text: "Since this packet was made:", lines: changed })
    }
    if (this.moved && this.moved.length) {
      told.push({
        tone: "info",
        text: "Fields were renamed since. " + counted(this.moved.length, "answer") + " moved along.",
      })
    }
    return told
  }

  function isForeign(one) {
    return one.state === "foreign"
  }

  function inWords(value) {
    if (value === "" || value === undefined) return "nothing"
    return "“" + (typeof value === "string" ? value : JSON.stringify(value)) + "”"
  }

  Desk.prototype.conflictNotice = function (one) {
    var self = this
    var path = one.path[0] === "answers" ? one.path.slice(1) : one.path
    var place = path.reduce(function (text, key) {
      return typeof key === "number" ? text + "[" + key + "]" : text ? text + "." + key : key
    }, "")
    function settle() {
      self.conflicts = self.conflicts.filter(function (other) {
        return other !== one
      })
      self.save()
      self.show()
    }
    return {
      tone: "warn",
      text: "Two answers were written to " + self.placeOf(place).label + " at once. " + inWords(at(self.packet, one.path)) + " stays; the other was " + inWords(one.value) + ".",
      actions: [["Take theirs", function () {
        var before = self.packet
        self.packet = ProofpackPacket.canonical(self.sheet, put(before, one.path, one.value))
        self.fill(before)
        settle()
        self.focusAt(place)
      }], ["Keep mine", function () {
        settle()
        self.focusAt(place)
      }, "quiet"]],
    }
  }

  // Everything on the page that is not a control: progress, messages, the bar.
  Desk.prototype.show = function () {
    var self = this
    var progress = ProofpackPacket.progress(this.sheet, this.packet)
    var whole = { done: 0, of: 0 }
    Object.keys(progress).forEach(function (id) {
      whole.done += progress[id].done
      whole.of += progress[id].of
    })
    this.mounted.forEach(function (one) {
      var part = progress[one.part.id]
      one.progress.hidden = !part || part.of === 0
      if (!one.progress.hidden) one.progress.textContent = part.done + " of " + part.of + " answered"
      if (one.compose) one.compose(self.filled.bind(self))
    })
    this.listed = this.store.list()
    var packets = this.listed.filter(function (one) {
      return one.state === "ok" || one.state === "newer"
    }).map(function (one) {
      return { pid: one.pid, name: one.envelope ? one.envelope.packet.name : "A packet of a newer version" }
    })
    if (!byPid(packets, this.pid)) packets.push({ pid: this.pid, name: this.packet.name })
    byPid(packets, this.pid).active = true
    this.shown = packets
    var masked = this.leaves().some(function (leaf) {
      return leaf.masked !== null
    })
    this.bar.show({
      packets: packets,
      done: whole.done,
      of: whole.of,
      state: this.stateWords(),
      tone: this.locked || this.gone || /^(?:none|full)$/u.test(this.state) || masked ? "warn" : "good",
      notices: this.notices(),
      orphans: this.locked ? [] : this.packet.orphans,
      locked: this.locked,
    })
  }

  function byPid(packets, pid) {
    return packets.find(function (one) {
      return one.pid === pid
    })
  }

  // The texts of slots of a message, each empty where nothing is answered.
  Desk.prototype.filled = function (slots) {
    var template = slots.map(function (slot) {
      return "{" + slot + "}"
    })
    var part = { id: "", kind: "message", title: "", was: [], template: template.join("\0") }
    var none = { parts: this.sheet.parts.concat([part]) }
    var texts = ProofpackPacket.toMessage(none, this.packet, "").split("\0")
    var empty = ProofpackPacket.toMessage(none, Object.assign({}, this.packet, { answers: {} }), "").split("\0")
    return texts.map(function (text, i) {
      return text === empty[i] ? "" : text
    })
  }
})()
