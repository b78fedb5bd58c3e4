/* What was found in a field, beside it: what it is, what to do, and for a secret a button that does
   it. A classic script. Findings carry no value that is a secret, only its mask. */
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
    return findings.filter(finding => {
      const text = finding.what + finding.remedy
      return seen.has(text) ? false : seen.add(text)
    })
  }

  function show(controller, view) {
    const shown = unique(view.shown)
    const signature = JSON.stringify(shown.map(text)) + (view.masked !== null)
    if (view.box.ppShown === signature) return
    view.box.ppShown = signature
    const secret = view.masked !== null
    const first = shown[0]
    const secrets = shown.filter(controller.isSecret)
    const others = shown.filter(one => !controller.isSecret(one))
    const offer = secret ? [redaction(controller, view)] : []
    view.box.replaceChildren(...secrets.map(line), ...offer, ...others.map(line))
    view.box.hidden = shown.length === 0
    view.control.say(first && first.level === "error" ? first.what : "")
    view.control.root.classList.toggle("pp-holds-secret", secret)
    if (shown.length && controller.bar) controller.bar.say(`${view.label}: ${first.what}.`)
  }

  function text(finding) {
    return finding.rule + finding.what + finding.remedy
  }

  function redaction(controller, view) {
    const redact = button("Redact", () => {
      controller.redact(view)
    })
    redact.setAttribute("aria-label", `Redact: ${view.label}`)
    return element("p", { className: "pp-redaction" }, [
      redact,
      " Until then it is not stored: this device keeps the field with a placeholder in its place.",
    ])
  }

  return { line, show }
})()
