/* What somebody pasted on a page that fills in nothing: what was read of it, what is documented for it, and
   which worksheets take it. A classic script, loaded when something is pasted. Nothing is stored before she
   chooses a worksheet, and nothing of the paste is put into an address, a title or a log.

     ProofpackPasteStart.start(place, given, base, rules)  // given is text or a file */
const ProofpackPasteStart = (() => {
  "use strict"

  const { element, button } = ProofpackControls
  const { counted } = ProofpackController.helpers
  const show = ProofpackPasteShow
  const fields = ProofpackPasteFields
  const MOST = 5 // worksheets that are looked into: those that ask for most of what was read

  // Puts a box in place of the one that the page had, and reads what that was given.
  function start(place, given, base, rules) {
    const box = ProofpackPasteBox.make("pp-start", take)
    function take(what) {
      show.read(what, box, rules, (reading, beyond, again) =>
        offers(reading, base, rules).then(packets => {
          shown(packets, reading, show.described(reading, beyond, again), base, box)
        })
      )
    }
    place.replaceChildren(box.root)
    box.say("Reading on this device…")
    take(given)
  }

  // --- the worksheets that take it ---------------------------------------------------------------

  async function offers(reading, base, rules) {
    const answered = fields.answered(reading)
    const known = Object.entries(Proofpack.sheets)
      .map(([id, { takes }]) => ({
        id,
        count: takes.filter(name => answered.includes(name)).length,
      }))
      .filter(sheet => sheet.count)
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST)
    const schemas = await Promise.all(known.map(sheet => show.schemaOf(sheet.id)))
    return schemas
      .map(schema => offerOf(schema, reading, base, rules))
      .filter(begun => begun.proposals.length)
      .sort((a, b) => sends(b.schema) - sends(a.schema) || share(b) - share(a))
  }

  // How much of what is asked for is there then.
  function share({ proposals, left }) {
    return proposals.length / (proposals.length + left.answers)
  }

  // Whether there is a message at its end: what is pasted in a hurry is to be handed over.
  function sends(schema) {
    return schema.parts.some(part => part.kind === "message") ? 1 : 0
  }

  // The packet that a worksheet would begin with, beside those that it has.
  function offerOf(schema, reading, base, rules) {
    const store = ProofpackStore.open(base.pathname, schema.id)
    const saved = `${new Date().toISOString().slice(0, 19)}Z`
    const before = ProofpackPacket.fresh(schema, store.nextName(), saved)
    const proposals = fields.proposals(schema, before, reading).filter(proposal => proposal.fresh)
    const packet = ProofpackPacket.redacted(schema, fields.filled(before, proposals), rules)
    const left = ProofpackPacket.left(schema, packet)
    return { schema, store, saved, before, proposals, packet, left }
  }

  // Stores the packet that somebody chose, and goes where it is open.
  function fill(begun, base, box) {
    const pid = ProofpackStore.newId()
    const { packet, saved } = begun
    const undo = { what: "paste", packet: begun.before, after: packet }
    const envelope = { schema: ProofpackStore.SCHEMA, saved, packet, undo }
    const page = ProofpackStore.pageOf(base, begun.schema.id)
    if (begun.store.write(pid, envelope) === "saved") {
      begun.store.activate(pid)
      location.assign(page)
      return
    }
    begun.store.remove(pid)
    const there = element("a", { href: page, textContent: begun.schema.title })
    box.say("This browser keeps nothing from one page to the next. Paste it once more there: ")
    box.note.append(there)
  }

  // --- what is shown -----------------------------------------------------------------------------

  function shown(packets, reading, described, base, box) {
    const discard = button("Discard", () => {
      box.out.replaceChildren()
      box.say("Discarded. Nothing of it was kept.")
      box.focus()
    })
    const offered = packets.map((begun, at) => offer(begun, at, () => fill(begun, base, box)))
    box.out.replaceChildren(
      ...described,
      ...documented(packets),
      ...offered,
      element("div", { className: "pp-actions" }, [discard]),
      element("details", {}, [
        element("summary", { textContent: "All that was read" }),
        show.facts(reading, Object.keys(reading.facts)),
      ]),
      show.text(reading)
    )
    box.say(
      packets.length
        ? "Nothing is filled or kept until you choose."
        : "No form takes anything from it."
    )
    // What is documented is read first, and Enter behind a paste fills in nothing yet.
    box.out.tabIndex = -1
    box.out.focus({ preventScroll: true })
    box.out.scrollIntoView()
  }

  // What the first of them says of it that says something: most are bound to the same tables.
  function documented(packets) {
    const verdicts = packets.map(begun => ProofpackVerdicts.panels(begun.schema, begun.packet))
    return verdicts.find(panels => panels.length) || []
  }

  function offer({ schema, proposals, left }, at, act) {
    const press = button(`Fill ${schema.title} with this`, act, at ? "" : "main")
    const required = ProofpackPacket.leftInWords(left)
    const root = element("div", { className: "pp-offer" }, [
      press,
      element("p", { className: "pp-note", textContent: Proofpack.sheets[schema.id].purpose }),
      element("details", {}, [
        element("summary", { textContent: `${counted(proposals.length, "field")}, ${required}` }),
        show.values(proposals),
      ]),
    ])
    return root
  }

  return { start }
})()
