/* What bodies say: JSON and YAML, errors shaped as OpenAI's and their relatives, streams of server-sent
   events that may be cut. A classic script that knows of no page.

     ProofpackPasteBodies.body(value)    // facts of a parsed body; null if it says nothing of an answer
     ProofpackPasteBodies.stream(lines)  // facts of the lines of a stream */
const ProofpackPasteBodies = (() => {
  "use strict"

  const values = ProofpackPasteValues
  const IN_MESSAGE =
    /\brequest[ _-]?id(?: for [a-z ]{3,20})?(?: is)?[ :=,]+(?=[\w.:-]*[0-9])([\w.:-]{4,100}[\w])/iu
  const WRONG_PATH = /\bURL:? \(?(GET|POST|PUT|PATCH|DELETE) (\/[^\s)?]*[^\s)?.])/u
  const ENDS = new Set(["response.completed", "message_stop"])

  function isMapping(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
  }

  function isText(value) {
    return typeof value === "string" && value !== ""
  }

  function isStatus(value) {
    return Number.isInteger(value) && value >= 100 && value <= 599
  }

  // The first of some values that a test accepts, as text.
  function first(test, ...values) {
    const value = values.find(test)
    return value === undefined ? "" : String(value)
  }

  // The error of a body, wherever its makers put it.
  function errorOf(value) {
    if (isMapping(value.error)) return value.error
    if (isText(value.error)) return { message: value.error, code: value.code }
    if (value.object === "error" || value.type === "error") return value
    const first = Array.isArray(value.errors) ? value.errors[0] : undefined
    if (isMapping(first)) return first
    const bare = isText(value.message) && !value.choices && ("code" in value || isText(value.type))
    return bare && !/^response\.|^message/u.test(String(value.type)) ? value : null
  }

  // The code as it was received; "empty" where the field has no value; nothing where there is no field.
  function codeOf(error) {
    if (!("code" in error) || error.code === undefined) return ""
    if (isStatus(error.code) && isText(error.status)) return error.status
    return isText(error.code) || typeof error.code === "number" ? String(error.code) : "empty"
  }

  function errorFacts(value, error) {
    const code = codeOf(error)
    const numbers = [error.status, value.status, value.status_code, value.statusCode]
    const coded = isText(error.status) ? error.code : undefined
    const message = first(isText, error.message, value.message, value.detail)
    const match = IN_MESSAGE.exec(message)
    const ids = [value.request_id, error.request_id, value.requestId, match && match[1]]
    const path = WRONG_PATH.exec(message) || ["", "", ""]
    return {
      method: path[1],
      route: path[2] && values.address(path[2]).route,
      shape: "error_json",
      code,
      message,
      status: first(isStatus, ...numbers, value.raw_status_code, coded),
      request_id: first(isText, ...ids),
    }
  }

  function answerFacts(value) {
    const choice = Array.isArray(value.choices) ? value.choices[0] : null
    const candidate = Array.isArray(value.candidates) ? value.candidates[0] : null
    return {
      shape: "parseable_json",
      finish: first(
        isText,
        choice && choice.finish_reason,
        candidate && candidate.finishReason,
        value.stop_reason
      ),
      at: values.instant(value.created || value.created_at || ""),
      request_id: first(isText, value.request_id),
    }
  }

  // Whether a body is what somebody sends, and not what comes back.
  function isRequest(value) {
    const asks = ["messages", "input", "prompt", "contents", "stream", "max_tokens"]
    return asks.some(key => key in value) && !("choices" in value) && !("object" in value)
  }

  function kept(facts) {
    return Object.fromEntries(Object.entries(facts).filter(pair => pair[1]))
  }

  function body(value) {
    if (Array.isArray(value) && value.length === 1) value = value[0] // as Gemini sends errors
    if (!isMapping(value)) return null
    const model = first(isText, value.model, value.modelVersion)
    const error = errorOf(value)
    if (error) return kept(Object.assign({ model }, errorFacts(value, error)))
    if (isRequest(value)) return kept({ model, request: true })
    const answers = ["choices", "candidates", "usage", "output", "object", "data", "detail", "id"]
    if (!answers.some(key => key in value)) return null
    const facts = kept(Object.assign({ model }, answerFacts(value)))
    return isText(value.detail) ? Object.assign(facts, { message: value.detail }) : facts
  }

  // --- a stream ----------------------------------------------------------------------------------

  // What one event says, for all that came before.
  function event(value, facts) {
    const inner = isMapping(value.response) ? value.response : {}
    const message = isMapping(value.message) ? value.message : {}
    const delta = isMapping(value.delta) ? value.delta : {}
    const chunk = value.object === "chat.completion.chunk" || isText(value.type)
    if (chunk || value.error) facts.stream_end ||= "no"
    if (ENDS.has(value.type)) facts.stream_end = "yes"
    const error = errorOf(value.type ? Object.assign({}, value, { message: undefined }) : value)
    if (error) {
      const known = kept(errorFacts(value, error))
      Object.assign(facts, known, { shape: "stream" })
    }
    const answer = answerFacts(value)
    facts.finish = first(isText, answer.finish, delta.stop_reason, inner.stop_reason, facts.finish)
    facts.model ||= first(isText, value.model, inner.model, message.model)
    facts.at ||= answer.at || values.instant(inner.created_at || "")
  }

  function stream(lines) {
    const facts = { shape: "stream" }
    lines.forEach(line => {
      const data = /^data: ?(.*)$/u.exec(line)
      if (!data) return
      if (data[1].trim() === "[DONE]") facts.stream_end = "yes"
      else {
        const { value } = values.parse(data[1], 0)
        if (isMapping(value)) event(value, facts)
      }
    })
    return kept(facts)
  }

  return { body, stream, isMapping, isText, isStatus, kept, IN_MESSAGE }
})()
