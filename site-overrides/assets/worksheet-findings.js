/* What was found in a field, beside it: what it is, what to do, and for a secret a button that does it. A
   classic script. Findings carry no value that is a secret, only its mask. */
const ProofpackFindings = (() => {
  "use strict"

  const element = ProofpackControls.element
  const button = ProofpackControls.button

  function capital(text) {
    return text.slice(0, 1).toUpperCase() + text.slice(1)
  }

  function line(finding) {
    const what = element("strong", { textContent: `${capital(finding.what)}.` })
    return element("p", { className: `pp-finding pp-finding-${finding.level}` }, [
      what,
      ` ${capital(finding.remedy)}`,
    ])
  }

  function unique(findings) {
    const seen = new Set()
    return findings.filter(one => {
      const text = one.what + one.remedy
      return seen.has(text) ? false : seen.add(text)
    })
  }

  function show(desk, leaf) {
    const shown = unique(leaf.shown)
    const signature = JSON.stringify(shown.map(text)) + (leaf.masked !== null)
    if (leaf.box.ppShown === signature) return
    leaf.box.ppShown = signature
    const secret = leaf.masked !== null
    const first = shown[0]
    const secrets = shown.filter(desk.isSecret)
    const others = shown.filter(one => !desk.isSecret(one))
    const offer = secret ? [redaction(desk, leaf)] : []
    leaf.box.replaceChildren(...secrets.map(line), ...offer, ...others.map(line))
    leaf.box.hidden = shown.length === 0
    leaf.control.say(first && first.level === "error" ? first.what : "")
    leaf.control.root.classList.toggle("pp-holds-secret", secret)
    if (shown.length && desk.bar) desk.bar.say(`${leaf.label}: ${first.what}.`)
  }

  function text(finding) {
    return finding.rule + finding.what + finding.remedy
  }

  function redaction(desk, leaf) {
    const redact = button("Redact", () => {
      desk.redact(leaf)
    })
    redact.setAttribute("aria-label", `Redact: ${leaf.label}`)
    return element("p", { className: "pp-redaction" }, [
      redact,
      " Until then it is not stored: this device keeps the field with a placeholder in its place.",
    ])
  }

  return { show }
})()
