/* Where packets are kept: on the reader's device, one key for each, so that two of them never overwrite
   one another. A classic script that draws nothing.

   Storage may be missing, closed, full, shared with strangers, cut short, or written by another version
   of this site, and another tab may write at the same time. Nothing here throws, and nothing is lost
   without a word: what cannot be stored stays in memory, and what cannot be read is left where it is or
   kept aside.

     var store = ProofpackStore.open("/docs/", "reproduction-note")
     store.read(pid)             // {state: "ok", envelope} | {state: "absent" | "newer" | "foreign" | "corrupt", text}
     store.write(pid, envelope)  // "saved" | "full" | "none"
     ProofpackStore.merge(base, mine, theirs)  // {value, conflicts: [{path, value}]} */
var ProofpackStore = (function () {
  "use strict"

  var SCHEMA = 1
  var DAY_MS = 24 * 60 * 60 * 1000 // how long a deleted packet can be brought back
  var PID = /^[0-9a-f]{20}$/u
  // What could not be stored outlives the page in memory: a site that swaps pages keeps its scripts.
  var memory = new Map()

  // Each step takes what one older schema stored to the next. Before the first there was no envelope.
  var UPGRADES = [
    function (packet) {
      return { schema: 1, saved: "", packet: packet }
    },
  ]

  // --- the device ----------------------------------------------------------------------------------

  // A browser may refuse at the mention of its storage, and not only at its use.
  function device() {
    try {
      var storage = window.localStorage
      if (!storage) return null
      storage.getItem("proofpack/1")
      return storage
    } catch (refusal) {
      return null
    }
  }

  function get(key) {
    if (memory.has(key)) return memory.get(key)
    var storage = device()
    try {
      return storage ? storage.getItem(key) : null
    } catch (refusal) {
      return null
    }
  }

  function isFull(refusal) {
    return refusal instanceof DOMException && /quota/iu.test(refusal.name)
  }

  function set(key, text) {
    var storage = device()
    try {
      if (storage) {
        storage.setItem(key, text)
        memory.delete(key)
        return "saved"
      }
    } catch (refusal) {
      // Some browsers keep nothing by having room for nothing.
      memory.set(key, text)
      return isFull(refusal) && storage.length ? "full" : "none"
    }
    memory.set(key, text)
    return "none"
  }

  function drop(key) {
    memory.delete(key)
    var storage = device()
    try {
      if (storage) storage.removeItem(key)
    } catch (refusal) {
      return false
    }
    return true
  }

  function keys(prefix) {
    var found = new Set(memory.keys())
    var storage = device()
    try {
      for (var i = 0; storage && i < storage.length; i++) found.add(storage.key(i))
    } catch (refusal) {
      storage = null
    }
    return Array.from(found).filter(function (key) {
      return key.startsWith(prefix)
    })
  }

  // --- what a text holds ---------------------------------------------------------------------------

  function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
  }

  function parsed(text) {
    try {
      return { value: JSON.parse(text) }
    } catch (fault) {
      return null
    }
  }

  // Whether a text that is no JSON began as one of ours.
  function beganAsOurs(text) {
    return ['{"schema":', '{"packet":'].some(function (head) {
      return head.startsWith(text.slice(0, head.length))
    })
  }

  function formatOf(packet) {
    var format = isMapping(packet) ? packet.packet : ""
    if (format === "proofpack/1") return "ok"
    return /^proofpack\/[0-9]+$/u.test(format) ? "newer" : "foreign"
  }

  function understood(text) {
    if (text === null || text === "") return { state: "absent", text: "" }
    var json = parsed(text)
    if (!json) return { state: beganAsOurs(text) ? "corrupt" : "foreign", text: text }
    var value = json.value
    if (isMapping(value) && typeof value.packet === "string") value = { schema: 0, packet: value }
    if (!isMapping(value) || !Number.isInteger(value.schema) || value.schema < 0) {
      return { state: "foreign", text: text }
    }
    if (value.schema > SCHEMA) return { state: "newer", text: text }
    var state = formatOf(value.packet)
    if (state !== "ok") return { state: state, text: text }
    if (value.schema === 0) value = value.packet
    for (var step = value.schema || 0; step < SCHEMA; step++) value = UPGRADES[step](value)
    return { state: "ok", envelope: value, text: text }
  }

  // --- three ways to one ---------------------------------------------------------------------------

  function same(a, b) {
    return JSON.stringify(a) === JSON.stringify(b)
  }

  function own(mapping, key) {
    return Object.prototype.hasOwnProperty.call(mapping, key) ? mapping[key] : undefined
  }

  function union(lists) {
    var seen = new Set()
    return [].concat.apply([], lists).filter(function (one) {
      var text = JSON.stringify(one)
      return seen.has(text) ? false : seen.add(text)
    })
  }

  function isEntries(value) {
    return Array.isArray(value) && value.length > 0 && value.every(isMapping)
  }

  // Lists that grow at their ends, as entries do: what both had is merged, what each added is kept.
  function entries(base, mine, theirs, path, conflicts) {
    var shared = mine.slice(0, base.length).map(function (one, i) {
      return merged(base[i], one, theirs[i], path.concat([i]), conflicts)
    })
    return shared.concat(union([mine.slice(base.length), theirs.slice(base.length)]))
  }

  function mapping(base, mine, theirs, path, conflicts) {
    var result = Object.create(null) // an id may be `constructor`
    union([Object.keys(mine), Object.keys(theirs)]).forEach(function (key) {
      var value = merged(own(base, key), own(mine, key), own(theirs, key), path.concat([key]), conflicts)
      if (value !== undefined) result[key] = value
    })
    return result
  }

  function merged(base, mine, theirs, path, conflicts) {
    if (same(mine, theirs) || same(base, theirs)) return mine
    if (same(base, mine)) return theirs
    if (isMapping(mine) && isMapping(theirs)) {
      return mapping(isMapping(base) ? base : {}, mine, theirs, path, conflicts)
    }
    var before = base === undefined ? [] : base
    if (isEntries(mine) && isEntries(theirs) && Array.isArray(before)) {
      var grown = mine.length >= before.length && theirs.length >= before.length
      if (grown) return entries(before, mine, theirs, path, conflicts)
    }
    conflicts.push({ path: path, value: theirs === undefined ? "" : theirs })
    return mine
  }

  // Both changes where they touch different answers; where they touch the same, mine, and theirs beside.
  function merge(base, mine, theirs) {
    var conflicts = []
    var value = merged(base, mine, theirs, [], conflicts)
    return { value: value, conflicts: conflicts }
  }

  // Lists in which each thing stands once: what either added is in, what either took away is out.
  function mergeSets(base, mine, theirs) {
    function holds(list, one) {
      return list.some(same.bind(null, one))
    }
    return union([mine, theirs]).filter(function (one) {
      return holds(base, one) ? holds(mine, one) && holds(theirs, one) : true
    })
  }

  // --- the packets of one worksheet ----------------------------------------------------------------

  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(4))
    var chance = Array.from(bytes, function (one) {
      return one.toString(16).padStart(2, "0")
    })
    // In order of their time, and apart when two tabs make one in the same millisecond.
    return Date.now().toString(16).padStart(12, "0") + chance.join("")
  }

  function Store(base, worksheet) {
    this.prefix = "proofpack/1" + base + "worksheet/" + worksheet + "/"
  }

  Store.prototype.key = function (pid) {
    return this.prefix + "packet/" + pid
  }

  Store.prototype.read = function (pid) {
    return understood(get(this.key(pid)))
  }

  Store.prototype.write = function (pid, envelope) {
    return set(this.key(pid), JSON.stringify(envelope))
  }

  Store.prototype.remove = function (pid) {
    return drop(this.key(pid))
  }

  // Every packet that is there, oldest first, with the state it is in.
  Store.prototype.list = function () {
    var head = this.prefix + "packet/"
    var self = this
    return keys(head)
      .map(function (key) {
        return key.slice(head.length)
      })
      .filter(function (pid) {
        return PID.test(pid)
      })
      .map(function (pid) {
        return Object.assign({ pid: pid }, self.read(pid))
      })
      .filter(function (one) {
        return one.state !== "absent"
      })
      .sort(function (a, b) {
        return a.pid < b.pid ? -1 : 1
      })
  }

  Store.prototype.active = function () {
    var pid = get(this.prefix + "active")
    return PID.test(pid) ? pid : ""
  }

  Store.prototype.activate = function (pid) {
    return set(this.prefix + "active", pid)
  }

  // Moves the text of a packet that was cut short out of the way. If that fails, it stays where it is.
  Store.prototype.putAside = function (pid, text) {
    if (set(this.prefix + "aside/" + pid, text) === "saved") this.remove(pid)
  }

  Store.prototype.aside = function () {
    var head = this.prefix + "aside/"
    return keys(head).map(function (key) {
      return { pid: key.slice(head.length), text: get(key) || "" }
    })
  }

  Store.prototype.dropAside = function (pid) {
    return drop(this.prefix + "aside/" + pid)
  }

  // The packet that was deleted last, for as long as it can be brought back.
  Store.prototype.deleted = function (now) {
    var json = parsed(get(this.prefix + "deleted") || "null")
    var value = json && json.value
    if (!isMapping(value) || !PID.test(value.pid) || typeof value.text !== "string") return null
    var held = understood(value.text)
    if (held.state !== "ok") return null
    if (now - Date.parse(value.at) < DAY_MS) return { pid: value.pid, envelope: held.envelope }
    this.forget()
    return null
  }

  Store.prototype.bury = function (pid, envelope, now) {
    var value = { pid: pid, at: new Date(now).toISOString(), text: JSON.stringify(envelope) }
    set(this.prefix + "deleted", JSON.stringify(value))
    this.remove(pid)
  }

  Store.prototype.forget = function () {
    return drop(this.prefix + "deleted")
  }

  // Calls back with the id of each packet that another tab has written or removed; "" if all were.
  Store.prototype.listen = function (heard) {
    var head = this.prefix + "packet/"
    function on(event) {
      if (event.key === null) heard("")
      else if (event.key.startsWith(head)) heard(event.key.slice(head.length))
    }
    window.addEventListener("storage", on)
    return function () {
      window.removeEventListener("storage", on)
    }
  }

  return {
    SCHEMA: SCHEMA,
    open: function (base, worksheet) {
      return new Store(base, worksheet)
    },
    newId: newId,
    merge: merge,
    mergeSets: mergeSets,
    same: same,
  }
})()
