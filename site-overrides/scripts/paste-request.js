/* The body of a request with its shape alone: what is known to be a parameter stays, and whatever else it
   says is left out. A classic script that knows of no page.

     ProofpackPasteRequest.body(text, inside)  // JSON; "" if it is none. Models are a placeholder where they stay inside
     ProofpackPasteRequest.models(text)        // the names of models that it holds
     ProofpackPasteRequest.texts(text)         // what is left out of it; of what is no JSON, all
     ProofpackPasteRequest.textsIn(value)      // the same of requests that stand in what was parsed
     ProofpackPasteRequest.LEFT_OUT, .MODEL

   Providers name prompts in too many ways to list them, so what stays is listed: parameters with numbers and
   switches, and the words of which interfaces make their values. A name that nobody thought of is shown
   where parameters stand, without its value; what stands below it is somebody's text. Names are compared
   without case and underscores. */
const ProofpackPasteRequest = (() => {
  "use strict"

  const LEFT_OUT = "<LEFT_OUT>"
  const MODEL = "<MODEL_ID>"
  const LONGEST = 4000
  const names = listed => listed.split(" ")

  // What is kept of a text: its kind, and who speaks.
  const SPOKEN = new Set(names("type role status detail format mimetype mediatype verbosity"))
  // Parameters whose values are words of an interface.
  const WORDED = new Set([
    ...SPOKEN,
    ...names("responseformat outputformat responsemimetype encodingformat toolchoice functioncall"),
    ...names(
      "reasoningeffort effort servicetier modality modalities finishreason summary truncate"
    ),
    ...names("responsemodalities quality style background moderation truncation thinkinglevel"),
    ...names("voice language timestampgranularities include inputtype tasktype object"),
    ...names("embeddingtypes threshold mode category"),
  ])
  // Those whose values are numbers or switches, some of them sent as texts.
  const NUMBERED = new Set([
    ...names(
      "stream temperature topp topk topa minp typicalp n seed maxtokens maxcompletiontokens"
    ),
    ...names("maxoutputtokens maxnewtokens maxtokenstosample numpredict numctx presencepenalty"),
    ...names("frequencypenalty repetitionpenalty repeatpenalty lengthpenalty logprobs toplogprobs"),
    ...names("responselogprobs bestof echo store dimensions outputdimensionality candidatecount"),
    ...names(
      "includeusage includeobfuscation paralleltoolcalls maxtoolcalls maxuses maxnumresults"
    ),
    ...names("strict additionalproperties minimum maximum minitems maxitems minlength maxlength"),
    ...names(
      "budgettokens thinkingbudget includethoughts enablethinking enabled dosample numbeams"
    ),
    ...names(
      "steps numinferencesteps guidancescale cfgscale strength width height duration seconds"
    ),
    ...names("fps speed samplerate size aspectratio resolution imagesize outputcompression"),
    ...names("partialimages background threshold prefixpaddingms silencedurationms normalize topn"),
    ...names("returndocuments returnfulltext ignoreeos timeout"),
  ])
  // What holds parameters.
  const HOLDING = new Set([
    ...names(
      "streamoptions tools tool functions functiondeclarations jsonschema schema parameters"
    ),
    ...names("properties items anyof oneof allof required responseschema responsejsonschema stop"),
    ...names("reasoning thinking thinkingconfig generationconfig imageconfig speechconfig options"),
    ...names(
      "toolconfig functioncallingconfig safetysettings extrabody turndetection session config"
    ),
  ])
  const NAMES_MODELS =
    /models?(?:names?|ids?)?$|^(?:fallbacks?|engines?|deployments?)(?:names?|ids?)?$/u
  // What has a name that is part of an interface.
  const NAMED = new Set(
    names("tools tool toolchoice function functions functioncall functiondeclarations jsonschema")
  )
  /* What the values of words are made of. A list, for a word of a body may be a name; and it is of pieces, as
     interfaces join them: `input_text`, `image/png`, `json_object`. */
  const WORDS = new Set([
    ...names(
      "text string integer number boolean array object null json schema jsonl xml yaml html"
    ),
    ...names("plain markdown csv pdf verbose srt vtt url uri base64 b64 image video audio file"),
    ...names(
      "png jpeg jpg webp gif mp3 mp4 wav flac opus aac pcm pcm16 ogg webm mpeg application float"
    ),
    ...names("int8 uint8 binary ubinary user assistant system developer tool tools function model"),
    ...names(
      "human bot chatbot message messages completion completions chat call calls output input"
    ),
    ...names(
      "use result results refusal reasoning thinking redacted encrypted content item reference"
    ),
    ...names(
      "logprobs search web preview code interpreter computer bash editor mcp custom generation"
    ),
    ...names("auto any none required validated enabled disabled adaptive ephemeral on off std pro"),
    ...names(
      "minimal low medium high xhigh max standard default flex priority scale demand hd vivid natural"
    ),
    ...names("transparent opaque original progress completed incomplete failed queued cancelled"),
    ...names("stop length filter end turn word segment start query document retrieval semantic"),
    ...names(
      "similarity classification clustering question answering fact verification block only"
    ),
    ...names("and above server vad grammar regex list concise detailed unspecified harm category"),
    ...names("alloy ash ballad coral echo fable nova onyx sage shimmer verse marin cedar"),
  ])
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
    ...names("phone safetyidentifier sessionid toolcallid callid previousresponseid"),
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
    ...names("source cachecontrol title parameters properties items schema anyof oneof required"),
  ])
  const KNOWN = new Set([...KNOWN_IN_TEXTS, ...WORDED, ...NUMBERED, ...HOLDING])
  const IDENTIFIER = /^[A-Za-z_$][\w$]{0,39}$/u
  const TOKEN = /^@?[\w.:/+*-]{1,64}$/u
  const NUMBER =
    /^(?:-?[0-9]{1,9}(?:\.[0-9]{1,9})?|true|false|auto|[0-9]{1,4}[x:][0-9]{1,4}|[0-9]{1,4}[pPkK])$/u
  const LANGUAGE = /^[a-z]{2}(?:[-_][A-Z]{2})?$/u
  // A day as part of a name: that of a version.
  const DATED = /[-_]20[0-9]{2}[-_]?[0-9]{2}[-_]?[0-9]{2}$/u
  const REDACTED = /^<REDACTED:[\w-]+>$/u

  function plain(name) {
    return name.replace(/_/gu, "").toLowerCase()
  }

  function without(value, at) {
    if (value === null || value === undefined) return value
    if (OWN.has(at.key)) return leftOut(value, at)
    const inner = { ...at, inText: at.inText || TEXTS.has(at.key) || !isKnown(at.key) }
    if (Array.isArray(value)) return list(value, inner)
    if (typeof value === "object") return mapping(value, inner)
    if (typeof value === "string") return text(value, inner)
    return inner.inText || !NUMBERED.has(at.key) ? leftOut(value, at) : value
  }

  function leftOut(value, { left }) {
    left.push(value)
    return LEFT_OUT
  }

  // A body itself has no key.
  function isKnown(key) {
    return key === "" || KNOWN.has(key) || NAMES_MODELS.test(key)
  }

  // Numbers in a row are the tokens of a text, or stand for one.
  function list(value, at) {
    if (value.some(inner => typeof inner === "number")) return leftOut(value, at)
    return value.map(inner => without(inner, at))
  }

  function mapping(value, at) {
    const { key: parent, inText } = at
    const pairs = Object.keys(value).map(name => {
      const key = plain(name)
      const isShown = IDENTIFIER.test(name) && (!inText || KNOWN_IN_TEXTS.has(key))
      if (!isShown) return [leftOut(name, at), leftOut(value[name], at)]
      return [name, without(value[name], { ...at, key, parent })]
    })
    return Object.fromEntries(pairs)
  }

  function text(value, at) {
    const { key, parent, inText, inside } = at
    const model = !inText && NAMES_MODELS.test(key)
    if (model && inside) return MODEL
    const isNamed = model || (key === "name" && NAMED.has(parent))
    const isKept =
      (isNamed && TOKEN.test(value)) ||
      ((inText ? SPOKEN : WORDED).has(key) && isWord(value)) ||
      (!inText && NUMBERED.has(key) && NUMBER.test(value)) ||
      (!inText && key === "language" && LANGUAGE.test(value))
    return REDACTED.test(value) || isKept ? value : leftOut(value, at)
  }

  function isWord(value) {
    const pieces = value
      .replace(DATED, "")
      .toLowerCase()
      .split(/[-_./]/u)
    return pieces.length < 8 && pieces.every(piece => WORDS.has(piece))
  }

  function body(given, inside) {
    const { value, cut, wrong } = ProofpackPasteValues.parse(given, 0)
    if (cut || wrong || typeof value !== "object" || value === null) return ""
    const json = JSON.stringify(shape(value, inside).kept, null, 2)
    return json.length > LONGEST ? "" : json
  }

  // What is kept of a body, and all that is left out of it.
  function shape(value, inside) {
    const left = []
    const kept = without(value, { key: "", parent: "", inText: false, inside, left })
    return { kept, left }
  }

  // The texts of a value; numbers in a row are one.
  function textsOf(value) {
    if (Array.isArray(value))
      return typeof value[0] === "number" ? [value.join(" ")] : value.flatMap(textsOf)
    if (typeof value === "object" && value !== null)
      return Object.keys(value).flatMap(name => [name, ...textsOf(value[name])])
    return typeof value === "string" || typeof value === "number" ? [String(value)] : []
  }

  // Of what is cut or no JSON, texts of several words are known by their quotes, and pairs of a form by their names.
  const SPACED = /"((?:[^"\\]|\\[^])*[^\x21-\x7e](?:[^"\\]|\\[^])*)/gu

  function texts(given) {
    const { value, cut, wrong } = ProofpackPasteValues.parse(given, 0)
    if (typeof value !== "object" || value === null)
      return given.includes("=") ? textsIn(form(given), true) : [given]
    const quoted = cut || wrong ? Array.from(given.matchAll(SPACED), match => match[1]) : []
    return textsIn(value, true).concat(quoted)
  }

  function form(given) {
    const pairs = given.split("&").map(pair => pair.split(/=(.*)/su).map(decoded))
    return Object.fromEntries(pairs)
  }

  function decoded(given) {
    try {
      return decodeURIComponent(given.replace(/\+/gu, " "))
    } catch {
      return given // a percent sign of its own
    }
  }

  // Names under which a request stands in a log, or in what came back.
  const ASKED =
    /^(?:.*\.)?(?:messages|inputs?|prompts?|contents|query|system|instructions)(?:\..*)?$/u

  function textsIn(value, isRequest = false) {
    if (isRequest) return shape(value, false).left.flatMap(textsOf)
    if (Array.isArray(value)) return value.flatMap(inner => textsIn(inner))
    if (typeof value !== "object" || value === null) return []
    return Object.keys(value).flatMap(name =>
      ASKED.test(name) ? textsIn({ prompt: value[name] }, true) : textsIn(value[name])
    )
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

  return { body, models, texts, textsIn, LEFT_OUT, MODEL }
})()
