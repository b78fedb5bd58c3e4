/* The body of a request with its shape alone: what is known to be a parameter stays, and whatever else it
   says is left out. A classic script that knows of no page.

     ProofpackPasteRequest.body(text, inside)  // JSON; "" if it is none. Models are a placeholder where they stay inside
     ProofpackPasteRequest.models(text)        // the names of models that it holds
     ProofpackPasteRequest.LEFT_OUT, .MODEL

   Providers name prompts in too many ways to list them, so the parameters are listed: of a name that nobody
   thought of, only a number or a switch is kept. Names are compared without case and underscores. */
const ProofpackPasteRequest = (() => {
  "use strict"

  const LEFT_OUT = "<LEFT_OUT>"
  const MODEL = "<MODEL_ID>"
  const LONGEST = 4000
  const names = listed => listed.split(" ")

  // What is kept of a text: its kind, and who speaks.
  const SPOKEN = new Set(
    names("type role status detail format mimetype mediatype toolcallid callid verbosity")
  )
  // Parameters whose values are words of an interface; and numbers that were sent as texts.
  const PARAMETERS = new Set([
    ...SPOKEN,
    ...names("stream temperature topp topk n seed maxtokens maxcompletiontokens maxoutputtokens"),
    ...names("maxnewtokens responseformat outputformat responsemimetype encodingformat toolchoice"),
    ...names("functioncall reasoningeffort effort servicetier modality modalities finishreason"),
    ...names("responsemodalities size quality style background moderation aspectratio resolution"),
    ...names("voice language truncation timestampgranularities include inputtype tasktype object"),
    ...names("embeddingtypes threshold mode previousresponseid"),
  ])
  const NAMES_MODELS =
    /models?(?:names?|ids?)?$|^(?:fallbacks?|engines?|deployments?)(?:names?|ids?)?$/u
  // What has a name that is part of an interface.
  const NAMED = new Set(
    names("tools tool toolchoice function functions functioncall functiondeclarations jsonschema")
  )
  // Texts, and what holds them, at any depth: numbers in them are tokens or content.
  const TEXTS = new Set([
    ...names("messages message input inputs prompt prompts content contents parts part text texts"),
    ...names("chathistory history documents document query queries question context system suffix"),
    ...names("systemprompt systeminstruction systeminstructions instruction instructions preamble"),
    ...names("negativeprompt output outputs response result results caption lyrics data body"),
  ])
  // What callers fill as they like, keys included; and who they are.
  const OWN = new Set([
    ...names("arguments args variables metadata labels tags headers extraheaders logitbias"),
    ...names(
      "default const enum example examples user userid customer customerid account accountid"
    ),
    ...names("phone safetyidentifier sessionid"),
  ])
  const KNOWN_IN_TEXTS = new Set([
    ...SPOKEN,
    ...TEXTS,
    ...OWN,
    ...names(
      "id name url imageurl image images inputaudio audio video file fileid filename fileuri"
    ),
    ...names(
      "fileurl filedata function toolcalls tooluseid functioncall functionresponse inlinedata"
    ),
    ...names("source cachecontrol title"),
  ])
  const IDENTIFIER = /^[A-Za-z_$][\w$]{0,39}$/u
  const TOKEN = /^@?[\w.:/+*-]{1,64}$/u
  const REDACTED = /^<REDACTED:[\w-]+>$/u

  function plain(name) {
    return name.replace(/_/gu, "").toLowerCase()
  }

  function without(value, at) {
    if (value === null || value === undefined) return value
    if (OWN.has(at.key)) return LEFT_OUT
    const inner = { ...at, inText: at.inText || TEXTS.has(at.key) }
    if (Array.isArray(value)) return list(value, inner)
    if (typeof value === "object") return mapping(value, inner)
    if (typeof value === "string") return text(value, inner)
    return inner.inText ? LEFT_OUT : value
  }

  // Numbers in a row are the tokens of a text, or stand for one.
  function list(value, at) {
    if (value.some(inner => typeof inner === "number")) return LEFT_OUT
    return value.map(inner => without(inner, at))
  }

  function mapping(value, { key: parent, inText, inside }) {
    const pairs = Object.keys(value).map(name => {
      const key = plain(name)
      const isKnown = IDENTIFIER.test(name) && (!inText || KNOWN_IN_TEXTS.has(key))
      if (!isKnown) return [LEFT_OUT, LEFT_OUT]
      return [name, without(value[name], { key, parent, inText, inside })]
    })
    return Object.fromEntries(pairs)
  }

  function text(value, { key, parent, inText, inside }) {
    const model = !inText && NAMES_MODELS.test(key)
    if (model && inside) return MODEL
    const isParameter = (inText ? SPOKEN : PARAMETERS).has(key)
    const isNamed = model || isParameter || (key === "name" && NAMED.has(parent))
    return REDACTED.test(value) || (isNamed && TOKEN.test(value)) ? value : LEFT_OUT
  }

  function body(given, inside) {
    const { value, cut, wrong } = ProofpackPasteValues.parse(given, 0)
    if (cut || wrong || typeof value !== "object" || value === null) return ""
    const at = { key: "", parent: "", inText: false, inside }
    const json = JSON.stringify(without(value, at), null, 2)
    return json.length > LONGEST ? "" : json
  }

  function modelsIn(value, key) {
    if (typeof value === "string") return NAMES_MODELS.test(key) ? [value] : []
    if (Array.isArray(value)) return value.flatMap(inner => modelsIn(inner, key))
    if (typeof value !== "object" || value === null) return []
    return Object.keys(value).flatMap(name => modelsIn(value[name], plain(name)))
  }

  function models(given) {
    return modelsIn(ProofpackPasteValues.parse(given, 0).value, "")
  }

  return { body, models, LEFT_OUT, MODEL }
})()
