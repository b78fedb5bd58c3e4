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
    const waived = shown.filter(finding => finding.digest && !finding.holds)
    const signature = JSON.stringify(shown.map(text)) + (view.masked !== null)
    if (view.box.ppShown === signature) return
    view.box.ppShown = signature
    const secret = view.masked !== null
    const first = shown[0]
    const secrets = shown.filter(controller.isSecret)
    const others = shown.filter(finding => !controller.isSecret(finding))
    const offer = secret ? [redaction(controller, view)] : []
    if (secrets.some(finding => controller.isWaivable(finding)))
      offer.push(waiver(controller, view))
    const back = waived.length ? [takingBack(controller, view)] : []
    view.box.replaceChildren(...secrets.map(line), ...offer, ...others.map(line), ...back)
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

  // Why it is none, in a few words: Enter says it.
  function waiver(controller, view) {
    const why = element("input", {
      id: `${view.id}.reason`,
      className: "pp-input",
      type: "text",
      autocomplete: "off",
      maxLength: 200,
    })
    const label = element("label", { htmlFor: why.id, textContent: "It is no secret, because" })
    function say() {
      if (why.value.trim()) controller.waive(view, why.value)
      else why.focus()
    }
    why.addEventListener("keydown", event => {
      if (event.key !== "Enter") return
      event.preventDefault()
      say()
    })
    const keep = button("Keep it", say, "quiet")
    keep.setAttribute("aria-label", `Keep it: ${view.label} holds no secret`)
    return element("p", { className: "pp-waiver" }, [label, why, keep])
  }

  function takingBack(controller, view) {
    const back = button("It is one after all", () => controller.unwaive(view), "quiet")
    return element("p", { className: "pp-waiver" }, [back])
  }

  return { line, show }
})()
