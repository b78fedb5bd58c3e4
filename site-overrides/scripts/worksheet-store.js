/* Where packets are kept: on the reader's device, one key for each, so that two of them never
   overwrite one another. A classic script that draws nothing.

   Storage may be missing, closed, full, shared with strangers, cut short, or written by another
   version of this site, and another tab may write at the same time. Nothing here throws, and
   nothing is lost without a word: what cannot be stored stays in memory, and what cannot be read is
   left where it is or kept aside.

     const store = ProofpackStore.open("/docs/", "reproduction-note")
     store.read(pid) // {state: "ok", envelope} | {state: "absent" | "newer" | "foreign" | "corrupt", text}
     store.write(pid, envelope)  // "saved" | "full" | "none"
     ProofpackStore.merge(base, mine, theirs)  // {value, conflicts: [{path, value}]} */
const ProofpackStore = (() => {
  "use strict"

  /** @typedef {(string | number)[]} Path */
  /** @typedef {{ path: Path, value: any }} Conflict */
  /** @typedef {(base: any, mine: any, theirs: any, path: Path, conflicts: Conflict[]) => any} Merge */

  const SCHEMA = 1
  const OLD_DAYS = 30 // after which a packet is offered for deletion
  const DAY_MS = 24 * 60 * 60 * 1000 // how long a deleted packet can be brought back
  const PID = /^[0-9a-f]{20}$/u
  // What could not be stored outlives the page in memory: a site that swaps pages keeps its
  // scripts.
  const memory = new Map()

  // Each step takes what one older schema stored to the next. Before the first there was no
  // envelope.
  const UPGRADES = [
    (/** @type {any} */ packet) => ({
      schema: 1,
      saved: "",
      packet,
    }),
  ]

  // --- the device --------------------------------------------------------------------------------

  // A browser may refuse at the mention of its storage, and not only at its use.
  function device() {
    try {
      const storage = window.localStorage
      if (!storage) return null
      storage.getItem("proofpack/1")
      return storage
    } catch {
      return null
    }
  }

  /** @param {string} key */
  function get(key) {
    if (memory.has(key)) return memory.get(key)
    const storage = device()
    try {
      return storage ? storage.getItem(key) : null
    } catch {
      return null
    }
  }

  /** @param {unknown} refusal */
  function isFull(refusal) {
    return refusal instanceof DOMException && /quota/iu.test(refusal.name)
  }

  /** @param {string} key @param {string} text */
  function set(key, text) {
    const storage = device()
    try {
      if (storage) {
        storage.setItem(key, text)
        memory.delete(key)
        return "saved"
      }
    } catch (refusal) {
      // Some browsers keep nothing by having room for nothing.
      memory.set(key, text)
      return isFull(refusal) && storage && storage.length ? "full" : "none"
    }
    memory.set(key, text)
    return "none"
  }

  /** @param {string} key */
  function drop(key) {
    memory.delete(key)
    const storage = device()
    try {
      if (storage) storage.removeItem(key)
    } catch {
      return false
    }
    return true
  }

  /** @param {string} prefix */
  function keys(prefix) {
    const keys = new Set(memory.keys())
    const storage = device()
    try {
      for (let i = 0; storage && i < storage.length; i++) keys.add(storage.key(i))
    } catch {
      // A device that refuses has no more keys to tell.
    }
    return Array.from(keys).filter(key => key.startsWith(prefix))
  }

  // --- what a text holds -------------------------------------------------------------------------

  /** @param {any} value */
  function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
  }

  /** @param {string} text */
  function parsed(text) {
    try {
      return { value: JSON.parse(text) }
    } catch {
      return null
    }
  }

  // Whether a text that is no JSON began as one of ours.
  /** @param {string} text */
  function beganAsOurs(text) {
    return ['{"schema":', '{"packet":'].some(head => head.startsWith(text.slice(0, head.length)))
  }

  /** @param {any} packet */
  function formatOf(packet) {
    const format = isMapping(packet) ? packet.packet : ""
    if (format === "proofpack/1") return "ok"
    return /^proofpack\/[0-9]+$/u.test(format) ? "newer" : "foreign"
  }

  /** @param {string | null} text */
  function understood(text) {
    if (text === null || text === "") return { state: "absent", text: "" }
    const json = parsed(text)
    if (!json) return { state: beganAsOurs(text) ? "corrupt" : "foreign", text }
    let value = json.value
    if (isMapping(value) && typeof value.packet === "string") value = { schema: 0, packet: value }
    if (!isMapping(value) || !Number.isInteger(value.schema) || value.schema < 0) {
      return { state: "foreign", text }
    }
    if (value.schema > SCHEMA) return { state: "newer", text }
    const state = formatOf(value.packet)
    if (state !== "ok") return { state, text }
    if (value.schema === 0) value = value.packet
    for (let step = value.schema || 0; step < SCHEMA; step++) value = UPGRADES[step](value)
    return { state: "ok", envelope: value, text }
  }

  // --- three ways to one -------------------------------------------------------------------------

  /** @param {any} a @param {any} b */
  function same(a, b) {
    return JSON.stringify(a) === JSON.stringify(b)
  }

  /** @param {any} mapping @param {string} key */
  function own(mapping, key) {
    return Object.prototype.hasOwnProperty.call(mapping, key) ? mapping[key] : undefined
  }

  /** @param {any[][]} lists */
  function union(lists) {
    const seen = new Set()
    return lists.flat().filter(entry => {
      const text = JSON.stringify(entry)
      return seen.has(text) ? false : seen.add(text)
    })
  }

  /** @param {any} value */
  function isEntries(value) {
    return Array.isArray(value) && value.length > 0 && value.every(isMapping)
  }

  // Lists that grow at their ends, as entries do: what both had is merged, what each added is kept.
  /** @type {Merge} */
  function entries(base, mine, theirs, path, conflicts) {
    const shared = mine
      .slice(0, base.length)
      .map((/** @type {any} */ entry, /** @type {number} */ i) =>
        merged(base[i], entry, theirs[i], path.concat([i]), conflicts)
      )
    return shared.concat(union([mine.slice(base.length), theirs.slice(base.length)]))
  }

  /** @type {Merge} */
  function mapping(base, mine, theirs, path, conflicts) {
    const result = Object.create(null) // an id may be `constructor`
    union([Object.keys(mine), Object.keys(theirs)]).forEach(key => {
      const value = merged(
        own(base, key),
        own(mine, key),
        own(theirs, key),
        path.concat([key]),
        conflicts
      )
      if (value !== undefined) result[key] = value
    })
    return result
  }

  /** @type {Merge} */
  function merged(base, mine, theirs, path, conflicts) {
    if (same(mine, theirs) || same(base, theirs)) return mine
    if (same(base, mine)) return theirs
    if (isMapping(mine) && isMapping(theirs)) {
      return mapping(isMapping(base) ? base : {}, mine, theirs, path, conflicts)
    }
    const before = base === undefined ? [] : base
    if (isEntries(mine) && isEntries(theirs) && Array.isArray(before)) {
      const grown = mine.length >= before.length && theirs.length >= before.length
      if (grown) return entries(before, mine, theirs, path, conflicts)
    }
    conflicts.push({ path, value: theirs === undefined ? "" : theirs })
    return mine
  }

  // Both changes where they touch different answers; where they touch the same, mine, and theirs
  // beside.
  /** @param {any} base @param {any} mine @param {any} theirs */
  function merge(base, mine, theirs) {
    /** @type {Conflict[]} */
    const conflicts = []
    const value = merged(base, mine, theirs, [], conflicts)
    return { value, conflicts }
  }

  // Lists in which each thing stands once: what either added is in, what either took away is out.
  /** @param {any[]} base @param {any[]} mine @param {any[]} theirs */
  function mergeSets(base, mine, theirs) {
    /** @param {any[]} list @param {any} entry */
    function holds(list, entry) {
      return list.some(same.bind(null, entry))
    }
    return union([mine, theirs]).filter(entry =>
      holds(base, entry) ? holds(mine, entry) && holds(theirs, entry) : true
    )
  }

  // --- the packets of one worksheet --------------------------------------------------------------

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(4))
    const chance = Array.from(bytes, byte => byte.toString(16).padStart(2, "0"))
    // In order of their time, and apart when two tabs make one in the same millisecond.
    return Date.now().toString(16).padStart(12, "0") + chance.join("")
  }

  class Store {
    /** @param {string} base @param {string} worksheet */
    constructor(base, worksheet) {
      this.base = `proofpack/1${base}worksheet/`
      this.prefix = `${this.base}${worksheet}/`
    }

    /** @param {string} pid */
    key(pid) {
      return `${this.prefix}packet/${pid}`
    }

    /** @param {string} pid */
    read(pid) {
      return understood(get(this.key(pid)))
    }

    /** @param {string} pid @param {any} envelope */
    write(pid, envelope) {
      return set(this.key(pid), JSON.stringify(envelope))
    }

    /** @param {string} pid */
    remove(pid) {
      return drop(this.key(pid))
    }

    // Every packet that is there, oldest first, with the state it is in.
    list() {
      const head = `${this.prefix}packet/`
      return keys(head)
        .map(key => key.slice(head.length))
        .filter(pid => PID.test(pid))
        .map(pid => Object.assign({ pid }, this.read(pid)))
        .filter(stored => stored.state !== "absent")
        .sort((a, b) => (a.pid < b.pid ? -1 : 1))
    }

    // A name that no packet has.
    nextName() {
      const names = this.list().map(stored => /** @type {any} */ (stored).envelope?.packet.name)
      let number = 1
      while (names.includes(`Packet ${number}`)) number++
      return `Packet ${number}`
    }

    active() {
      const pid = get(`${this.prefix}active`)
      return PID.test(pid) ? pid : ""
    }

    /** @param {string} pid */
    activate(pid) {
      return set(`${this.prefix}active`, pid)
    }

    // Moves the text of a packet that was cut short out of the way. If that fails, it stays where
    // it is.
    /** @param {string} pid @param {string} text */
    putAside(pid, text) {
      if (set(`${this.prefix}aside/${pid}`, text) === "saved") this.remove(pid)
    }

    aside() {
      const head = `${this.prefix}aside/`
      return keys(head).map(key => ({
        pid: key.slice(head.length),
        text: get(key) || "",
      }))
    }

    /** @param {string} pid */
    dropAside(pid) {
      return drop(`${this.prefix}aside/${pid}`)
    }

    // The packet that was deleted last, for as long as it can be brought back.
    /** @param {number} now */
    deleted(now) {
      const json = parsed(get(`${this.prefix}deleted`) || "null")
      const value = json && json.value
      if (!isMapping(value) || !PID.test(value.pid) || typeof value.text !== "string") return null
      const held = understood(value.text)
      if (held.state !== "ok") return null
      if (now - Date.parse(value.at) < DAY_MS) return { pid: value.pid, envelope: held.envelope }
      this.forget()
      return null
    }

    /** @param {string} pid @param {any} envelope @param {number} now */
    bury(pid, envelope, now) {
      const value = { pid, at: new Date(now).toISOString(), text: JSON.stringify(envelope) }
      set(`${this.prefix}deleted`, JSON.stringify(value))
      this.remove(pid)
    }

    forget() {
      return drop(`${this.prefix}deleted`)
    }

    // Removes all that worksheets of this site have stored on the device.
    forgetAll() {
      keys(this.base).forEach(drop)
    }

    // The packets that nobody has written to for a month.
    /** @param {number} now */
    old(now) {
      return this.list().filter(
        stored =>
          stored.state === "ok" && now - Date.parse(stored.envelope.saved) > OLD_DAYS * DAY_MS
      )
    }

    // Calls back with the id of each packet that another tab has written or removed; "" if all
    // were.
    /** @param {(pid: string) => void} heard */
    listen(heard) {
      const head = `${this.prefix}packet/`
      /** @param {StorageEvent} event */
      function on(event) {
        if (event.key === null) heard("")
        else if (event.key.startsWith(head)) heard(event.key.slice(head.length))
      }
      window.addEventListener("storage", on)
      return () => {
        window.removeEventListener("storage", on)
      }
    }
  }

  // Every packet that can be read, of every worksheet, the latest first.
  /** @param {string} base */
  function everything(base) {
    const head = `proofpack/1${base}worksheet/`
    const names = keys(head).flatMap(key => {
      const [worksheet, kind, pid] = key.slice(head.length).split("/")
      return kind === "packet" && pid ? [worksheet] : []
    })
    const packets = [...new Set(names)].flatMap(worksheet =>
      new Store(base, worksheet)
        .list()
        .map(stored => Object.assign({ worksheet }, /** @type {any} */ (stored)))
    )
    const usable = packets.filter(stored => stored.state === "ok")
    return usable.sort((a, b) => (a.envelope.saved < b.envelope.saved ? 1 : -1))
  }

  // The page of a whole worksheet, as the navigation of this page spells it.
  /** @param {URL} base @param {string} worksheet */
  function pageOf(base, worksheet) {
    const head = new URL(`worksheets/${worksheet}`, base).href
    const links = Array.from(document.links, anchor => anchor.href.split(/[?#]/u)[0])
    const link = links.find(address => {
      const rest = address.startsWith(head) ? address.slice(head.length) : "none"
      return /^(?:\.html|\/|\/index\.html)$/u.test(rest)
    })
    const folders = links.some(address => /^worksheets\/$/u.test(address.replace(base.href, "")))
    return link || (folders ? `${head}/` : `${head}.html`)
  }

  return {
    SCHEMA,
    everything,
    pageOf,
    /** @param {string} base @param {string} worksheet */
    open(base, worksheet) {
      return new Store(base, worksheet)
    },
    newId,
    merge,
    mergeSets,
    same,
  }
})()
