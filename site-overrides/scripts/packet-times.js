/* A time as people and logs write it, in UTC: generator/proofpack/worksheets/times.py. A classic script.

     ProofpackTimes.read(text)  // {utc, rule, offered}: the time, or why the text does not settle it
     ProofpackTimes.local(utc)  // the same time on the reader's clock, in her words
     ProofpackTimes.here(utc)   // with each offset of this device at which it is written here: two where the
                                // clock is put back, none where it is put forward */
const ProofpackTimes = (() => {
  "use strict"

  const { EPOCHS, FARTHEST, MONTHS, TIME_FORMS, WEEKDAYS, YEARS, ZONES } = ProofpackConstants
  // Without the flag for Unicode, so that no character beyond ASCII counts as a letter of these.
  const FORMS = TIME_FORMS.map(whole)
  const [UTC, AHEAD] = ZONES.map(whole)
  const MINUTE = 60000
  const DAY = 1440 * MINUTE

  function whole(pattern) {
    return new RegExp(`^(?:${pattern})$`, "i")
  }

  function fault(rule, offered) {
    return { utc: "", rule, offered: offered || "" }
  }

  function two(number) {
    return String(number).padStart(2, "0")
  }

  function read(value) {
    const text = value.replace(/[ \u00a0\u202f]+/g, " ").replace(/^ | $/g, "")
    for (const form of FORMS) {
      const match = form.exec(text)
      if (match) return match.groups.e ? epoch(match.groups) : dated(match.groups)
    }
    return fault("bad-time")
  }

  // Seconds since 1970, or thousandths, millionths and so on of them, told by their length.
  function epoch(seen) {
    const digits = EPOCHS[seen.e.length]
    if (digits === undefined || (seen.f && digits)) return fault("bad-time")
    const cut = seen.e.length - digits
    const fraction = digits ? seen.e.slice(cut) : seen.f
    return written(Number(seen.e.slice(0, cut)) * 1000, 0, { S: "00", f: fraction })
  }

  function dated(seen) {
    const days = daysOf(seen)
    const year = seen.y || seen.Y
    // A year with every day that some year has.
    const moments = days.map(day => moment(year || "2000", day, seen))
    const zone = zoneOf(seen.z)
    if (moments.some(Number.isNaN) || zone === "bad-time") return fault("bad-time")
    const readings = moments.map(moment => written(moment, zone, seen))
    const offered = readings.map(reading => reading.utc).join(" or ")
    if (readings.some(reading => !reading.utc)) return fault("bad-time")
    if (!year) return fault("no-year", `YYYY${written(moments[0], 0, seen).utc.slice(4)}`)
    const weekday = WEEKDAYS[(new Date(moments[0]).getUTCDay() + 6) % 7]
    if (seen.wd && weekday !== seen.wd.toLowerCase()) return fault("bad-weekday", offered)
    if (readings.length > 1) return fault("day-or-month", offered)
    if (zone === "zone-name") return fault(zone, offered.replace("Z", "+HH:MM"))
    return typeof zone === "number" ? readings[0] : fault(zone, offered)
  }

  // What day of what month is meant, as MM-DD: two where the text may say either.
  function daysOf(seen) {
    const day = two(Number(seen.d))
    if (seen.mon) return [`${two(MONTHS.indexOf(seen.mon.toLowerCase()) + 1)}-${day}`]
    if (seen.m) return [`${two(Number(seen.m))}-${day}`]
    const [first, second] = [two(Number(seen.a)), two(Number(seen.b))]
    const both = [`${second}-${first}`, `${first}-${second}`]
    const fit = both.filter(pair => Number(pair.slice(0, 2)) <= 12)
    return fit.length ? Array.from(new Set(fit)) : both.slice(0, 1)
  }

  // The hour of the day; one that there is not where a clock of twelve has no such hour.
  function hourOf(seen) {
    const hour = Number(seen.H)
    if (!seen.ap) return hour
    if (hour < 1 || hour > 12) return 99
    return (hour % 12) + (seen.ap.toLowerCase() === "pm" ? 12 : 0)
  }

  function moment(year, day, seen) {
    const [month, date] = day.split("-").map(Number)
    const parts = [Number(year), month, date, hourOf(seen), Number(seen.M), Number(seen.S || 0)]
    if (parts[0] < YEARS[0] - 1 || parts[0] > YEARS[1] + 1) return NaN
    const moment = new Date(Date.UTC(parts[0], month - 1, ...parts.slice(2)))
    const same = [
      moment.getUTCFullYear(),
      moment.getUTCMonth() + 1,
      moment.getUTCDate(),
      moment.getUTCHours(),
      moment.getUTCMinutes(),
      moment.getUTCSeconds(),
    ]
    return same.every((part, i) => part === parts[i]) ? moment.getTime() : NaN
  }

  // How many minutes a zone is ahead of UTC, or the rule that it breaks.
  function zoneOf(zone) {
    if (!zone) return "no-zone"
    if (UTC.test(zone)) return 0
    const match = AHEAD.exec(zone)
    if (!match) return "zone-name"
    const { hh, mm, sign } = match.groups
    const minutes = Number(hh) * 60 + Number(mm || 0)
    if (minutes > FARTHEST || Number(mm || 0) > 59) return "bad-time"
    return sign === "-" ? -minutes : minutes
  }

  // A time as far as it was written: a zone that nobody knows counts as UTC.
  function written(time, zone, seen) {
    const date = new Date(time - (typeof zone === "number" ? zone : 0) * MINUTE)
    const year = date.getUTCFullYear()
    if (year < YEARS[0] || year > YEARS[1]) return fault("bad-time")
    const text = date.toISOString().slice(0, seen.S ? 19 : 16)
    return { utc: seen.f ? `${text}.${seen.f}Z` : `${text}Z`, rule: "", offered: "" }
  }

  function local(utc) {
    /** @type {Intl.DateTimeFormatOptions} */
    const options = { year: "numeric", month: "short", day: "numeric", timeZoneName: "short" }
    Object.assign(options, { hour: "2-digit", minute: "2-digit" })
    if (utc.length > "2026-06-25T03:12Z".length) options.second = "2-digit"
    return new Date(utc).toLocaleString([], options)
  }

  function here(utc) {
    const time = Date.parse(utc)
    const ahead = (/** @type {number} */ at) => -new Date(at).getTimezoneOffset()
    const offsets = new Set([ahead(time - DAY), ahead(time + DAY)])
    return [...offsets]
      .filter(offset => ahead(time - offset * MINUTE) === offset)
      .map(offset => {
        const minutes = Math.abs(offset)
        const sign = offset < 0 ? "-" : "+"
        return utc.replace("Z", `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`)
      })
  }

  ProofpackPython.modules.times = { read_time: read }
  return { read, local, here }
})()
