/* Words of Python for scripts that are derived from it (`python -m tests.derive`): what a mapping, a list or
   a text is asked for means here what it means there. A mapping is an object of which only its own keys
   count; a set is a list. Offsets into text count code points. Asks nothing, stores nothing. */
const ProofpackPython = (() => {
  "use strict"

  const { hasOwnProperty } = Object.prototype
  // Browsers put keys that are whole numbers first by themselves.
  const modules = { key_order: { as_browsers: value => value } }

  // What Python calls a NamedTuple or a dataclass: values by the names of its fields.
  class Record {
    constructor(...values) {
      /** @type {any} */
      const kind = this.constructor
      kind.fields.forEach((name, i) => {
        this[name] = values[i] === undefined && kind.otherwise ? kind.otherwise(name) : values[i]
      })
    }

    static fields = []
  }

  function isText(value) {
    return typeof value === "string"
  }

  function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
  }

  function truth(value) {
    if (Array.isArray(value)) return value.length > 0
    if (!isMapping(value) || value instanceof Record || value instanceof RegExp) return !!value
    return Object.keys(value).length > 0
  }

  function has(value, part) {
    if (isText(value)) return value.includes(part)
    return Array.isArray(value) ? value.some(inner => equal(inner, part)) : own(value, part)
  }

  function own(value, key) {
    // A key that is not there is not the key "null".
    return key !== null && key !== undefined && hasOwnProperty.call(value, key)
  }

  function get(value, key, otherwise = null) {
    return own(value, key) ? value[key] : otherwise
  }

  function equal(value, other) {
    if (typeof value !== "object" || typeof other !== "object" || !value || !other)
      return value === other
    if (Array.isArray(value) !== Array.isArray(other)) return false
    const names = Object.keys(value)
    return (
      names.length === Object.keys(other).length &&
      names.every(name => own(other, name) && equal(value[name], other[name]))
    )
  }

  function list(value) {
    if (Array.isArray(value)) return value
    return isMapping(value) && !value[Symbol.iterator] ? Object.keys(value) : Array.from(value)
  }

  function dict(value) {
    const pairs = Array.isArray(value) ? value : Object.entries(value)
    const mapping = Object.create(null)
    for (const [key, inner] of pairs) mapping[key] = inner
    return mapping
  }

  function pop(value, key) {
    if (Array.isArray(value)) return value.splice(key, 1)[0]
    const inner = value[key]
    delete value[key]
    return inner
  }

  // --- text ------------------------------------------------------------------------------------

  const PAIRED = /[\ud800-\udbff][\udc00-\udfff]/

  // A text or a list whose places are counted as Python counts them.
  function counted(value) {
    return isText(value) && PAIRED.test(value) ? Array.from(value) : value
  }

  function length(value) {
    return isMapping(value) ? Object.keys(value).length : counted(value).length
  }

  function slice(value, start, end) {
    const part = counted(value).slice(start, end)
    return isText(value) && !isText(part) ? part.join("") : part
  }

  function find(text, sign, start = 0, end = text.length) {
    const at = text.slice(start, Math.max(start, end)).indexOf(sign)
    return at < 0 ? -1 : start + at
  }

  function rfind(text, sign, start = 0, end = text.length) {
    const at = text.slice(start, Math.max(start, end)).lastIndexOf(sign)
    return at < 0 ? -1 : start + at
  }

  function rstrip(text, signs) {
    let end = text.length
    while (end > 0 && signs.includes(text[end - 1])) end--
    return text.slice(0, end)
  }

  function lstrip(text, signs) {
    let start = 0
    while (start < text.length && signs.includes(text[start])) start++
    return text.slice(start)
  }

  function partition(text, sign) {
    const at = text.indexOf(sign)
    return at < 0 ? [text, "", ""] : [text.slice(0, at), sign, text.slice(at + sign.length)]
  }

  function rpartition(text, sign) {
    const at = text.lastIndexOf(sign)
    return at < 0 ? ["", "", text] : [text.slice(0, at), sign, text.slice(at + sign.length)]
  }

  function startswith(text, head) {
    return isText(head) ? text.startsWith(head) : head.some(start => text.startsWith(start))
  }

  function add(value, other) {
    return Array.isArray(value) ? value.concat(list(other)) : value + other
  }

  // --- patterns ----------------------------------------------------------------------------------

  function re(pattern, flags = "") {
    const source = pattern.replaceAll("(?P<", "(?<").replace(/\\Z$/, "$")
    const unicode = `u${flags}`
    return {
      any: new RegExp(source, unicode),
      each: new RegExp(source, `g${unicode}`),
      whole: new RegExp(`^(?:${source})$`, unicode.replace("m", "")),
    }
  }

  const compiled = new Map()

  // What the constants hold are sources of patterns.
  function known(pattern) {
    if (!isText(pattern)) return pattern
    if (!compiled.has(pattern)) compiled.set(pattern, re(pattern))
    return compiled.get(pattern)
  }

  function sub(pattern, change, text) {
    if (isText(change)) return text.replace(known(pattern).each, () => change)
    return text.replace(known(pattern).each, (...match) => change(match))
  }

  function findall(pattern, text) {
    return Array.from(text.matchAll(known(pattern).each), match => match[match.length - 1])
  }

  // --- lists -------------------------------------------------------------------------------------

  // How many entries of a sorted list are smaller.
  function bisect_left(values, value) {
    let low = 0
    let high = values.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[middle] < value) low = middle + 1
      else high = middle
    }
    return low
  }

  function max(values, otherwise) {
    return values.length ? Math.max(...values) : otherwise
  }

  function zip(...lists) {
    const shortest = Math.min(...lists.map(each => each.length))
    return Array.from({ length: shortest }, (_, i) => lists.map(each => each[i]))
  }

  function enumerate(value, start = 0) {
    return list(value).map((inner, i) => [i + start, inner])
  }

  return {
    Record,
    add,
    bisect_left,
    both: (value, other) => (truth(value) ? other() : value),
    dict,
    dumps: value => JSON.stringify(value),
    either: (value, other) => (truth(value) ? value : other()),
    enumerate,
    equal,
    find,
    findall,
    fullmatch: (pattern, text) => known(pattern).whole.exec(text),
    get,
    has,
    isList: Array.isArray,
    isMapping,
    isText,
    items: Object.entries,
    join: (sign, value) => list(value).join(sign),
    keys: Object.keys,
    length,
    list,
    lstrip,
    map: (change, ...lists) => zip(...lists.map(list)).map(values => change(...values)),
    max,
    min: Math.min,
    modules,
    next: (value, otherwise) => (value.length ? value[0] : otherwise),
    pairwise: value => value.slice(1).map((inner, i) => [value[i], inner]),
    partition,
    pop,
    range: count => Array.from({ length: count }, (_, i) => i),
    re,
    replace: (text, old, now) => text.replaceAll(old, () => now),
    rfind,
    reversed: value => list(value).slice().reverse(),
    rpartition,
    rstrip,
    search: (pattern, text) => known(pattern).any.exec(text),
    slice,
    sorted: (value, key) =>
      list(value)
        .slice()
        .sort((a, b) => key(a) - key(b)),
    split: (text, sign) => text.split(sign),
    startswith,
    strip: (text, signs) => lstrip(rstrip(text, signs), signs),
    sub,
    sum: value => value.reduce((all, number) => all + Number(number), 0),
    truth,
    values: Object.values,
    zip,
  }
})()
