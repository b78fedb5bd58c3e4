/* The rules of a project, ready for packets: those of secrets, and advice on words
   (generator/proofpack/worksheets/bodies.py). Stands on packet.js and secrets.js. A classic script, loaded
   with the rules once somebody begins to fill in. */
;(packet => {
  "use strict"

  const { byId } = packet.inner

  // The rules of a project, ready for packets. Takes what rules.js holds.
  function compile(json) {
    return {
      secrets: ProofpackSecrets.compile(json.secrets),
      advice: new Advice(json.bodies),
      secretRules: byId(json.secrets.secrets),
      words: json.words,
      packet, // with what judges by them, which is loaded with them
    }
  }

  // Advice on words: generator/proofpack/worksheets/bodies.py.
  class Advice {
    constructor(rules) {
      this.rules = rules.map(rule => ({
        rule,
        pattern: new RegExp(rule.pattern, rule.ignore_case ? "iu" : "u"),
      }))
    }

    // Where a text begins to hold what a rule advises against: each rule once, in order. A phrase
    // with an address on its line has a source.
    find(text) {
      const view = ProofpackSecrets.squeezed(text)
      const hits = []
      this.rules.forEach(rule => {
        const match = rule.pattern.exec(view.text)
        if (!match) return
        if (rule.rule.id.startsWith("phrase-") && isSourced(view.text, match.index)) return
        const place = ProofpackSecrets.original(view, match.index, match.index + match[0].length)
        hits.push({ rule: rule.rule, start: place[0], end: place[1] })
      })
      return hits.sort((a, b) => a.start - b.start)
    }
  }

  // Whether the line on which an offset stands holds an address.
  function isSourced(text, offset) {
    const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0]
    return /https?:\/\/[^ \n]/iu.test(line)
  }

  packet.compile = compile
})(ProofpackPacket)
