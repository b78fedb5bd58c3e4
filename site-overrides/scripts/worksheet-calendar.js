/* An event of a calendar, as RFC 5545 writes it. A classic script.

     ProofpackCalendar.stamp(time)                     // of a time in UTC, or a day; "" if it is none
     ProofpackCalendar.event(uid, stamp, title, page)  // the text of a file */
const ProofpackCalendar = (() => {
  "use strict"

  function stamp(time) {
    const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}).*Z)?$/u.exec(time)
    if (!match) return ""
    const day = match.slice(1, 4).join("")
    return match[4] ? `${day}T${match[4]}${match[5]}00Z` : day
  }

  // A line of at most 75 octets; what is longer goes on behind a blank.
  function folded(line) {
    const parts = [""]
    let size = 0
    for (const character of line) {
      const length = new TextEncoder().encode(character).length
      if (size + length > 74) {
        parts.push("")
        size = 0
      }
      parts[parts.length - 1] += character
      size += length
    }
    return parts.join("\r\n ")
  }

  function escaped(text) {
    return text.replace(/[\\;,]/gu, "\\$&").replace(/\r?\n/gu, "\\n")
  }

  function event(uid, time, title, page) {
    const kind = time.includes("T") ? "" : ";VALUE=DATE"
    return [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Proofpack//Worksheet//EN",
      "BEGIN:VEVENT",
      `UID:${uid}@proofpack`,
      `DTSTAMP:${new Date().toISOString().replace(/[-:]|\.[0-9]+/gu, "")}`,
      `DTSTART${kind}:${time}`,
      `SUMMARY:${escaped(title)}`,
      `URL:${page}`,
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]
      .map(folded)
      .join("\r\n")
  }

  return { stamp, event }
})()
