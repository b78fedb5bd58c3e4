/* The bar above a worksheet: which packet this is, how far it is, where it is kept, and what can be done
   with it. A classic script. It shows what the desk says and calls what the desk offers.

     var bar = ProofpackBar.make(desk)
     bar.root
     bar.show({packets, done, of, state, tone, notices, orphans, locked}) */
var ProofpackBar = (function () {
  "use strict"

  var element = ProofpackControls.element
  var button = ProofpackControls.button

  function buttons(listed) {
    return element("div", { className: "pp-actions" }, listed.map(function (one) {
      return button(one[0], one[1], one[2])
    }))
  }

  // A notice: what is the case, in a sentence; if need be in lines below it; and what can be done.
  function notice(one) {
    var root = element("div", { className: "pp-notice pp-notice-" + one.tone }, [
      element("p", { textContent: one.text }),
    ])
    if (one.lines) {
      root.append(element("ul", {}, one.lines.map(function (line) {
        return element("li", { textContent: line })
      })))
    }
    if (one.actions) root.append(buttons(one.actions))
    return root
  }

  function textOf(value) {
    if (typeof value === "string") return value
    return JSON.stringify(value, null, 2)
  }

  function orphan(one, desk) {
    var text = textOf(one.value)
    var remove = button("Delete", function () {
      desk.removeOrphan(one)
    }, "quiet")
    var copy = button("Copy", function () {
      desk.copy(text, copy)
    }, "quiet")
    copy.setAttribute("aria-label", "Copy: " + one.at)
    remove.setAttribute("aria-label", "Delete: " + one.at)
    return element("li", {}, [
      element("code", { textContent: one.at }),
      element("pre", { textContent: text, tabIndex: 0 }),
      element("div", { className: "pp-actions" }, [copy, remove]),
    ])
  }

  // Redraws a box only if what it shows has changed, so that focus stays where it is.
  function redraw(box, shown, make) {
    var signature = JSON.stringify(shown, function (key, value) {
      return typeof value === "function" ? "" : value
    })
    if (box.ppShown === signature) return
    box.ppShown = signature
    box.replaceChildren.apply(box, shown.map(make))
    box.hidden = shown.length === 0
  }

  function make(desk) {
    var id = "ws-" + desk.sheet.id + ".bar"
    var name = desk.nameUnit.leaf
    var choose = element("select", { id: id + ".packets", className: "pp-input", autocomplete: "off" })
    var progress = element("progress", { attributes: { "aria-label": "Answered" } })
    var counted = element("span", { className: "pp-counted" })
    var state = element("p", { className: "pp-state", attributes: { role: "status" } })
    var spoken = element("p", { className: "pp-unseen", attributes: { role: "status" } })
    var notices = element("div", { className: "pp-notices", hidden: true })
    var orphans = element("ul", { className: "pp-orphans" })
    var orphanBox = element("details", { className: "pp-orphan-box", hidden: true, open: true }, [
      element("summary", { textContent: "Answers without a field" }),
      element("p", {
        className: "pp-note",
        textContent: "No field of today's worksheet takes these. They are kept and exported.",
      }),
      orphans,
    ])
    var packets = buttons([
      ["New", desk.create],
      ["Duplicate", desk.duplicate],
      ["Reset", desk.reset],
      ["Delete", desk.remove],
    ])
    var hand = buttons([
      ["Import…", desk.askImport],
      ["Print", desk.print],
      ["Export…", desk.askExport, "main"],
    ])
    var switcher = element("div", { className: "pp-switch" }, [
      element("label", { htmlFor: choose.id, textContent: "Switch to" }),
      choose,
    ])
    var root = element("section", { className: "pp-bar", id: id }, [
      element("div", { className: "pp-bar-head" }, [
        element("div", { className: "pp-name" }, [
          element("label", { htmlFor: name.id + ".input", textContent: "Name of this packet" }),
          name.control.root,
          name.box,
        ]),
        switcher,
        element("p", { className: "pp-whole" }, [progress, counted]),
      ]),
      element("div", { className: "pp-bar-actions" }, [packets, hand]),
      state,
      element("p", {
        className: "pp-note",
        textContent:
          "What you type stays in this browser. Common shapes of keys, tokens and personal data are " +
          "looked for as you type. That does not catch every secret: read a packet before you hand it over.",
      }),
      notices,
      orphanBox,
      spoken,
    ])
    root.setAttribute("aria-label", "Packet of " + desk.sheet.title)
    if (desk.elsewhere) {
      var link = element("a", { href: desk.elsewhere, textContent: "The whole worksheet" })
      var words = " shows all " + desk.sheet.parts.length + " parts; this page shows some of them."
      state.after(element("p", { className: "pp-note" }, [link, words]))
    }
    choose.addEventListener("change", function () {
      desk.open(desk.shown[choose.selectedIndex].pid)
      choose.focus()
    })

    return {
      root: root,
      say: function (text) {
        spoken.textContent = text
      },
      name: name,
      show: function (now) {
        // Of the names in the list only the text is set: no value gets into an attribute.
        redraw(choose, now.packets, function (one) {
          return element("option", { textContent: one.name })
        })
        choose.selectedIndex = now.packets.findIndex(function (one) {
          return one.active
        })
        switcher.hidden = now.packets.length < 2
        progress.max = Math.max(now.of, 1)
        progress.value = now.done
        counted.textContent = now.done + " of " + now.of + " answered"
        if (state.textContent !== now.state) state.textContent = now.state
        state.dataset.tone = now.tone
        redraw(notices, now.notices, notice)
        redraw(orphans, now.orphans, function (one) {
          return orphan(one, desk)
        })
        orphanBox.hidden = now.orphans.length === 0
        root.querySelectorAll(".pp-bar-actions button").forEach(function (one) {
          one.disabled = now.locked && !/^(?:New|Delete|Import…)$/u.test(one.textContent)
        })
      },
      focusNotice: function () {
        var first = notices.querySelector("button")
        if (first) first.focus()
      },
    }
  }

  return { make: make }
})()
