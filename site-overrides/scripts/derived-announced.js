/* Derived from generator/proofpack/: secrets/grades.py and secrets/checks.py and secrets/announced.py.
   Change that, not this, and run `python -m tests.derive`. */
// @ts-nocheck: Python's types are checked there
/* eslint-disable -- a program wrote it, after what Python's linters have read */
;(py => {
  "use strict"
  const constants = ProofpackConstants
  {
    const forms = constants.SECRETS.ANNOUNCED
    const { holds, how_often, is_form, is_word, variety } = py.modules.matching
    class _Look extends py.Record {
      static fields = ["small", "capital", "digit", "signs", "turns", "often"]
    }
    function _look(value) {
      const [small, capital, digit] = ["[a-z]", "[A-Z]", "[0-9]"].map(form => holds(form, value))
      const turns = how_often(forms.TURN, value)
      const often = turns >= forms.OFTEN * value.length
      return new _Look(small, capital, digit, how_often(forms.SYMBOL, value), turns, often)
    }
    // Return whether letters of a value follow each other as they do not in words.
    function is_strange(value) {
      const known = forms.FOLLOW
      const pairs = py
        .list(py.pairwise(py.list(value.toLowerCase())))
        .flatMap(([first, second]) =>
          py.has(known, first) && py.has(known, second) ? [py.has(known[first], second)] : []
        )
      return py.sum(pairs) < forms.USUAL * pairs.length
    }
    // Return whether a value is words, a number, a place, a name.
    function _is_ordinary(value) {
      if (is_form(forms.ORDINARY, value)) {
        return true
      }
      return is_form(forms.CAMEL, value) && !py.truth(_look(value).often) && !is_strange(value)
    }
    // Grade what may be a password: letters and digits, at best with signs, and no words.
    function password(value) {
      if (!(6 <= value.length && value.length <= 64)) {
        return 0
      }
      if (is_form(forms.PHRASE, value)) {
        return 1
      }
      if (_is_ordinary(value)) {
        const numbered = value.length >= 8 && is_form(forms.NUMBERED, value)
        return py.add(
          numbered,
          py.both(numbered, () => is_form(forms.ODDLY, value))
        )
      }
      const look = _look(value)
      if (!py.truth(look.digit) && !py.truth(look.signs)) {
        return _letters(value, look)
      }
      if (!py.truth(look.small) && !py.truth(look.capital)) {
        return 0
      }
      if (value.length < 8) {
        return Number(look.signs > 0 || look.turns > 2)
      }
      return _odd_password(value, look)
    }
    // Grade letters alone: those of both cases may be a key, if they follow each other by chance.
    function _letters(value, look) {
      if (
        value.length < 12 ||
        !(py.truth(look.small) && py.truth(look.capital)) ||
        !is_strange(value)
      ) {
        return 0
      }
      return py.truth(look.often) ? 2 : Number(look.turns > 1)
    }
    function _odd_password(value, look) {
      const [both, often] = [
        py.both(look.small, () => look.capital),
        py.both(look.often, () => value.length >= 10),
      ]
      if (
        py.truth(look.digit) &&
        ((py.truth(look.signs) && (py.truth(both) || look.turns > 1)) ||
          (py.truth(both) && py.truth(often)))
      ) {
        return 3
      }
      if (
        py.truth(look.digit) &&
        (py.truth(look.signs) || py.truth(often) || (py.truth(both) && look.turns > 2))
      ) {
        return 2
      }
      return py.truth(both) && holds(forms.INNER, value) ? 2 : 1
    }
    // Return whether a value may be what somebody chose as a key.
    function is_chosen_key(value) {
      if (is_form(forms.KEY_ID, value)) {
        return false
      }
      return password(value) > 1 || _key(value) > 0
    }
    // Return whether a value may be a password where nothing else can be meant.
    function is_chosen(value) {
      if (value.length < 5 || is_word(forms.UNCHOSEN, value)) {
        return false
      }
      if (is_form(forms.LETTERS, value) || is_form(forms.MIXED, value)) {
        return is_strange(value)
      }
      const is_name = !is_form(forms.NUMBER, value) && is_form(forms.REFERENCE, value)
      return is_form(forms.CHOSEN, value) && !py.truth(is_name)
    }
    function _key(value) {
      const varied = variety(value) > forms.FEW
      if (is_form(forms.UUID, value)) {
        return Number(varied)
      }
      if (is_form(forms.PRODUCT, value)) {
        return 3
      }
      const [look, like_password] = [_look(value), password(value.slice(undefined, 64))]
      if (value.length >= 20 && look.signs > 3 && like_password > 2) {
        return 3
      }
      if (!py.truth(varied) || (_is_ordinary(value) && !is_form(forms.BASE64, value))) {
        return 0
      }
      const grade = is_form(forms.KEYLIKE, value) ? _odd_key(value, look) : 0
      return py.either(grade, () => Number(like_password > 1))
    }
    function _odd_key(value, look) {
      if (value.length < 20 && !py.truth(look.digit)) {
        return py.min(_letters(value, look), 1)
      }
      if (value.length < 20) {
        return Number(
          py.both(
            py.either(look.small, () => look.capital),
            () => look.turns > 2
          )
        )
      }
      const [is_hex, strange] = [is_form(forms.HEX, value), is_strange(value)]
      if (py.truth(look.digit) && py.truth(look.often) && py.truth(strange) && !py.truth(is_hex)) {
        return (py.truth(look.small) && py.truth(look.capital)) || value.length >= 32 ? 3 : 2
      }
      if (
        py.truth(is_hex) &&
        py.truth(look.digit) &&
        value.length < 40 &&
        py.truth(value.length % 8)
      ) {
        return 3
      }
      if (
        (py.truth(look.often) || (py.truth(is_hex) && py.truth(look.digit))) &&
        (py.truth(look.digit) || (py.truth(look.capital) && py.truth(strange)))
      ) {
        return 2
      }
      return Number(
        py.both(look.digit, () =>
          py.both(
            py.either(look.small, () => look.capital),
            () => look.turns > 2
          )
        )
      )
    }
    function _code(value) {
      if (is_form(forms.GROUPS, value)) {
        return 3
      }
      return is_form(forms.DIGITS, value) ? 2 : Number(is_form(forms.SHORT, value))
    }
    // Grade what stands with a user: much else does, but nothing else has signs.
    function _login(value) {
      return holds(forms.WITHIN, value) && password(value) > 2 ? 3 : 0
    }
    const GRADES = { __proto__: null, password: password, login: _login, key: _key, code: _code }
    py.modules.grades = { is_strange, password, is_chosen_key, is_chosen, GRADES }
  }
  {
    const forms = constants.SECRETS.CHECKED
    const { is_strange } = py.modules.grades
    const { holds, how_often, is_form, is_word } = py.modules.matching
    function _digit(value) {
      return holds("[0-9]", value)
    }
    function _mixed(value) {
      return holds("[0-9]", value) && holds("[a-z]", value) && holds("[A-Z]", value)
    }
    // Letters and digits; or letters alone, at such length and so mixed that they are no word.
    function _keylike(value) {
      if (holds("[0-9]", value)) {
        return holds("[A-Za-z]", value)
      }
      const is_long = value.length >= forms.LONG_KEY && !py.has(value, "-")
      return py.both(is_long, () => py.both(holds("[a-z]", value), () => holds("[A-Z]", value)))
    }
    // Anything but a word, a name in capitals, or an identifier of words.
    function _password(value) {
      const is_long = value.length >= forms.LONG_PASSWORD && !is_form("[A-Za-z_]+", value)
      return py.either(is_long, () => holds(forms.ODD_IN_PASSWORD, value))
    }
    function _luhn(value) {
      let total
      const digits = py
        .list(value)
        .filter(figure => py.has(forms.FIGURES.slice(undefined, 10), figure))
      total = 0
      for (let [position, figure] of py.enumerate(py.reversed(digits))) {
        const digit = Number(figure) * py.add(1, position % 2)
        total = py.add(total, digit > 9 ? digit - 9 : digit)
      }
      return total % 10 === 0 && is_form(forms.CARDS, py.join("", py.list(digits)))
    }
    function _phone(value) {
      const [fewest, most] = forms.PHONE_DIGITS
      return fewest <= how_often("[0-9]", value) && how_often("[0-9]", value) <= most
    }
    const CHECKS = {
      __proto__: null,
      base64: _mixed,
      digit: _digit,
      keylike: _keylike,
      luhn: _luhn,
      mixed: _mixed,
      password: _password,
      phone: _phone,
      strange: is_strange,
    }
    // Return how many characters of a value are an account number, from its first; 0 if it is none.
    function iban(value) {
      let rest, seen, taken
      const wanted = py.get(forms.IBAN_LENGTHS, value.slice(undefined, 2), 0)
      ;[taken, seen] = [0, 0]
      while (taken < value.length && seen < wanted) {
        seen = py.add(seen, Number(value[taken] !== " "))
        taken = py.add(taken, 1)
      }
      const compact = py.replace(value.slice(undefined, taken), " ", "")
      rest = 0
      for (let sign of py.list(py.add(compact.slice(4, undefined), compact.slice(undefined, 4)))) {
        const number = py.find(forms.FIGURES, sign)
        rest = py.add(rest * (number > 9 ? 100 : 10), number) % 97
      }
      return wanted > 0 && py.equal(seen, wanted) && rest === 1 ? taken : 0
    }
    // Return whether one of the cookies of a `Cookie:` header holds something.
    function cookies(value, harmless) {
      for (let pair of py.split(value, ";")) {
        const [name, _, held] = py.partition(pair, "=")
        const is_attribute = is_word(forms.ATTRIBUTE, py.strip(name, " \t"))
        if (
          !py.truth(is_attribute) &&
          held.length >= forms.LONG_COOKIE &&
          !py.truth(harmless(held))
        ) {
          return true
        }
      }
      return false
    }
    py.modules.checks = { CHECKS, iban, cookies }
  }
  {
    const forms = constants.SECRETS.ANNOUNCED
    const { GRADES, is_chosen, is_chosen_key, password } = py.modules.grades
    const {
      begins,
      end_of,
      ending,
      first_of,
      holds,
      how_often,
      is_form,
      is_word,
      mentions,
      spans_of,
    } = py.modules.matching
    const NEVER = 4
    // Return whether an offset of a text is within a placeholder, whose words announce nothing.
    function is_marked(text, at) {
      const begin = py.rfind(text, forms.MARK, Math.max(0, at - forms.LOOK), at)
      return begin >= 0 && !py.has(text.slice(begin, at), ">")
    }
    class Announced extends py.Record {
      static fields = ["text", "words", "tells"];
      // Yield where values stand that the words announce: in tables first, some of them twice.
      *values() {
        let is_odd
        const grade = GRADES[this.tells]
        for (let [value, word, is_whole] of this._cells()) {
          is_odd = grade(this._part(value)) > this._vague(word)
          if (
            (py.truth(is_odd) || (py.truth(is_whole) && this._is_chosen(value))) &&
            !this._is_name(value)
          ) {
            yield value
          }
        }
        const starts = py.list(this.words).map(([start, _]) => start)
        for (let value of this._candidates()) {
          const [held, at] = [this._part(value), py.bisect_left(starts, value[0])]
          const worth = holds(forms.ODD, held) ? grade(held) : 0
          is_odd = worth > 0 && this._is_announced(value, at, worth)
          if (
            (py.truth(is_odd) || (at > 0 && this._is_direct(value, at))) &&
            !this._is_name(value)
          ) {
            yield value
          }
        }
      }
      _part(span) {
        return this.text.slice(span[0], span[1])
      }
      // Return where a pattern ends that begins at a place, or 0.
      _end_of(pattern, start) {
        return end_of(pattern, this.text, start, py.add(start, forms.LOOK))
      }
      _ends_line(at) {
        return at === this.text.length || this._end_of(forms.LINE_END, at) > 0
      }
      // Return whether a value with a figure is all that a line holds, or that somebody says.
      _is_line(end, value) {
        if (!is_form(forms.FIGURED, this._part(value))) {
          return false
        }
        const is_said = ending(forms.SAID, this.text.slice(end, value[0])) != null
        return py.both(is_said, () => this._ends_line(value[1]))
      }
      // Return whether a value is a part of the name of a variable, or what is given a value.
      _is_name(value) {
        const [start, end] = value
        return this._end_of(forms.VARIABLE, start) > end || this._end_of(forms.ASSIGNED, end) > 0
      }
      // Return whether a value may be a password where nothing else can be meant.
      _is_chosen(value) {
        return this.tells === "password" && is_chosen(this._part(value))
      }
      // Return whether a value follows the word before it so that nothing else can be meant.
      _is_direct(value, at) {
        const word = this.words[at - 1]
        if (!(0 <= value[0] - word[1] && value[0] - word[1] <= forms.LOOK)) {
          return false
        }
        if (this.tells === "login") {
          return this._is_line(word[1], value) && password(this._part(value)) > 0
        }
        if (this.tells === "key") {
          const is_bare = is_word(forms.BARE, this._part(word))
          const is_next = is_form(forms.RIGHT_BEHIND, this.text.slice(word[1], value[0]))
          return py.both(is_bare, () => py.both(is_next, () => is_chosen_key(this._part(value))))
        }
        return this._is_chosen(value) && this._is_given(word, value)
      }
      // Return whether a word announces a value as a password, and leaves no doubt.
      _is_given(word, value) {
        const [between, held, stop] = [
          this.text.slice(word[1], value[0]),
          this._part(value),
          value[1],
        ]
        if (py.truth(this._end_of(forms.LISTED, stop))) {
          return false
        }
        if (is_word(forms.ACCOUNT, this._part(word))) {
          return between === " / "
        }
        if (is_form(forms.BELOW, between)) {
          return this._ends_line(stop)
        }
        if (between === " ") {
          const is_odd = is_form(forms.SHAPED, held) || is_form(forms.MIXED, held)
          return py.either(is_odd, () => ending(forms.HANDED, this._part(word)) != null)
        }
        const is_alone = stop === this.text.length || this._end_of(forms.ALONE, stop) > 0
        return py.both(
          py.either(is_alone, () => holds("[0-9]", held)),
          () => is_form(forms.DIRECT, between)
        )
      }
      // Yield what may be values around words, each once: a word ends what stands before it.
      *_candidates() {
        let done, first
        done = 0
        for (let [at, [start, end]] of py.enumerate(this.words)) {
          const earliest = start - forms.BEFORE
          first = Math.max(
            done,
            earliest,
            py.add(py.rfind(this.text, "\n", Math.max(0, earliest), start), 1)
          )
          if (py.equal(first, earliest)) {
            first = py.either(end_of(forms.RUN, this.text, first, start), () => first)
          }
          if (first < start) {
            yield* this._pieces(first, start, start)
          }
          const after =
            py.add(at, 1) < this.words.length ? this.words[py.add(at, 1)][0] : this.text.length
          done = py.min(after, py.add(end, forms.AFTER))
          if (py.equal(done, end)) {
            continue
          }
          const head = end_of(forms.HEAD, this.text, end, after)
          const begin = py.either(head, () =>
            py.either(end_of(forms.RUN, this.text, end, after), () => end)
          )
          yield* this._pieces(begin, done, py.min(after, py.add(done, forms.LONG)))
        }
      }
      // Yield what may be values that begin in a stretch of the text and end before a place.
      *_pieces(first, last, end) {
        for (let [at, stop] of spans_of(forms.PIECE, this.text, first, end)) {
          if (at >= last) {
            return
          }
          yield* this._in_piece(at, stop)
        }
      }
      // Yield the values of a piece, without their names.
      *_in_piece(at, stop) {
        while (at < stop) {
          const start = end_of(forms.LABEL, this.text, at, stop)
          const following = first_of(forms.QUERY, this.text, py.add(start, 1), stop)
          at = py.truth(following) ? following[0] : stop
          const tail = ending(forms.TAIL, this.text.slice(start, at))
          const end = py.truth(tail) ? py.add(start, tail[0]) : at
          if (end - start > 3) {
            yield [start, end]
          }
        }
      }
      // Return whether a value is odd enough behind the word before it, or before the next one.
      _is_announced(value, at, worth) {
        if (py.truth(at) && this._need_behind(this.words[at - 1], value) <= worth) {
          return true
        }
        return at < this.words.length && this._need_before(this.words[at], value) <= worth
      }
      // Return how much odder a value has to be because its word stands for other things, too.
      _vague(word) {
        let is_named
        const letters = this._part(word)
        if (this.tells === "code") {
          return Number(is_word(forms.VAGUE, letters))
        }
        if (py.has(["password", "login"], this.tells)) {
          return Number(this.tells === "login")
        }
        if (is_word(forms.FINDS, letters)) {
          return NEVER
        }
        is_named = is_word("key", letters) && this._end_of(forms.NAMED, word[1]) > 0
        is_named = py.both(is_named, () =>
          mentions(forms.USER, this.text.slice(Math.max(0, word[0] - forms.LOOK), word[0]))
        )
        return py.truth(is_named) ? 1 : is_word(forms.VAGUE, letters) ? 2 : 0
      }
      // Return the name of what begins at a place, looked for from another on.
      _own(first, at) {
        if (!holds(forms.SIGNED, this.text.slice(Math.max(first, at - 14), at))) {
          return null
        }
        return ending(forms.OWN, this.text.slice(first, at))
      }
      // Return the name of a value, and where it and names that say nothing begin.
      _named(end, at) {
        let own
        const first = Math.max(end - forms.LOOK, at - forms.LOOK, 0)
        own = this._own(first, at)
        while (
          py.truth(own) &&
          py.add(py.add(first, own[0]), own[2].length) > end &&
          is_word(forms.NAMELESS, own[2])
        ) {
          at = py.add(first, own[0])
          own = this._own(first, at)
        }
        return [own, at]
      }
      _need_behind(word, value) {
        const [end, start, vague] = [word[1], value[0], this._vague(word)]
        if (start < end || start - end > forms.AFTER) {
          return NEVER
        }
        const [own, stop] = this._named(end, start)
        const named = py.truth(own) ? stop - own[1].length : stop
        if (py.truth(own) && named < end) {
          return py.add(1, vague)
        }
        if (py.truth(ending(forms.OTHER, this.text.slice(end, start)))) {
          return NEVER
        }
        if (py.truth(own) && is_form(forms.NESTED, this.text.slice(end, named))) {
          return py.min(py.add(2, vague), NEVER)
        }
        if (py.truth(own) && !this._is_free(own, end, named)) {
          return NEVER
        }
        const need = this._distance(this.text.slice(end, stop), vague)
        if (need > 2 && py.has(["password", "code"], this.tells) && this._is_line(end, value)) {
          return py.add(1, vague)
        }
        return need
      }
      // Return whether a name before a value is none, or that of somebody (`creds=somebody:value`).
      _is_free(own, end, named) {
        const between = this.text.slice(end, named)
        if (py.has([" ", "\t"], own[1].slice(-1, undefined))) {
          if (py.truth(ending(forms.CHAT, between))) {
            return true
          }
          const is_aside = py.has(own[1], ")") || ending(forms.PROSE, between) != null
          return py.either(
            py.both(own[1].endsWith(": "), () => is_aside),
            () => !holds(forms.PARTING, between)
          )
        }
        return is_form(forms.BESIDE, between)
      }
      _distance(between, vague) {
        const [lines, count] = [how_often("\n", between), how_often(forms.COUNTED, between)]
        const leads = begins(forms.LEADS, between)
        if (
          is_form(forms.ENDS, between) ||
          (lines === 0 &&
            (count === 0 || (count <= forms.NEXT && (py.truth(leads) || this.tells === "code"))))
        ) {
          return py.add(1, vague)
        }
        if (this.tells === "code" && lines <= 2 && count <= forms.SENTENCE && vague === 0) {
          return 2
        }
        if (lines === 0 && count <= forms.SENTENCE && !holds(forms.STOP, between)) {
          return vague < NEVER ? py.min(py.add(2, vague), 3) : NEVER
        }
        return lines <= 2 && count <= forms.REGION ? py.add(3, vague) : NEVER
      }
      _need_before(word, value) {
        const [start, end] = value
        const [between, vague] = [this.text.slice(end, word[0]), this._vague(word)]
        const first = Math.max(0, start - forms.LOOK)
        if (
          is_form(forms.COMMIT, this._part(value)) &&
          py.has(["", "\n"], this.text.slice(first, start).slice(-1, undefined))
        ) {
          return NEVER
        }
        if (
          between.length > forms.BEFORE ||
          holds(forms.APART, between) ||
          py.equal(vague, NEVER)
        ) {
          return NEVER
        }
        if (
          py.truth(ending(forms.OTHER, this.text.slice(first, start))) ||
          mentions(forms.OTHER, between)
        ) {
          return NEVER
        }
        const is_explained = this.tells === "code" || is_form(forms.COMMENT, between)
        if (!py.truth(is_explained) && py.truth(this._own(first, start))) {
          return NEVER
        }
        return is_form(forms.ASIDE, between) ? py.add(1, vague) : py.min(py.add(2, vague), 3)
      }
      // Yield what stands in cells below words that name a column: its word, whether it is all.
      *_cells() {
        let done
        for (let [sign, split] of py.items(forms.SPLITS)) {
          done = py.has(this.text, sign) ? 0 : this.text.length
          for (let [at, word] of py.enumerate(this.words)) {
            if (word[0] < done) {
              continue
            }
            const head = this._row(word[0], split)
            const names = this._split(head, split)
            done = Math.max(head[1], word[1])
            const is_list = this._part(names[0]).slice(-1, undefined) === ":"
            const columns = py.list(this._columns(names, at))
            if (
              py.truth(columns) &&
              !py.truth(is_list) &&
              py.sum(py.list(names).map(([first, last]) => first < last)) > 1
            ) {
              for (let row of this._rows_below(head[1], split, names.length)) {
                done = row[row.length - 1][1]
                yield* this._below(row, columns)
              }
            }
          }
        }
      }
      *_below(row, columns) {
        let value
        for (let [number, word] of py.list(columns)) {
          const [first, last] = row[number]
          if (py.truth((value = py.next(py.list(this._pieces(first, last, last)), null)))) {
            yield [value, word, is_form(forms.QUOTED, this.text.slice(first, last))]
          }
        }
      }
      // Yield the columns that words name, from one on: their number, and the word.
      *_columns(names, at) {
        for (let [number, [first, last]] of py.enumerate(names)) {
          while (at < this.words.length && this.words[at][0] < first) {
            at = py.add(at, 1)
          }
          if (
            at < this.words.length &&
            this.words[at][1] <= last &&
            last <= py.add(first, forms.CELL)
          ) {
            const word = this.words[at]
            if (is_form(forms.BEHIND, this.text.slice(word[1], last))) {
              yield [number, word]
            }
          }
        }
      }
      // Return the row around a place: an empty one, where it goes on, if it is too long.
      _row(at, split) {
        const is_html = py.equal(split, forms.SPLITS["<tr"])
        const [begin, end] = py.truth(is_html) ? ["<tr", "</tr"] : ["\n", "\n"]
        const first = py.rfind(this.text, begin, Math.max(0, at - forms.ROW), at)
        const last = py.find(this.text, end, at, py.add(at, forms.ROW))
        const is_first = first < 0 && at <= forms.ROW && !py.truth(is_html)
        const is_last = last < 0 && this.text.length <= py.add(at, forms.ROW)
        if ((first < 0 && !py.truth(is_first)) || (last < 0 && !py.truth(is_last))) {
          const end_of_it = py.truth(is_html) ? at : last >= 0 ? last : py.add(at, forms.ROW)
          return [end_of_it, end_of_it]
        }
        return [py.add(first, 1), last >= 0 ? last : this.text.length]
      }
      // Yield the cells of rows below the head of a table, as long as there are as many of them.
      *_rows_below(at, split, cells) {
        for (let _ of py.range(forms.ROWS)) {
          if (py.equal(split, forms.SPLITS["<tr"])) {
            at = py.add(py.find(this.text, "<tr", at, py.add(at, forms.ROW)), 2)
            if (at < 2) {
              return
            }
          }
          if (py.add(at, 1) >= this.text.length) {
            return
          }
          const row = this._row(py.add(at, 1), split)
          const parts = this._split(row, split)
          if (parts.length !== cells) {
            return
          }
          yield parts
          at = row[1]
        }
      }
      // Return the cells of a row, without blanks around them.
      _split(row, split) {
        let at, start
        const cells = []
        at = row[0]
        if (py.equal(split, forms.SPLITS["  "])) {
          at = end_of("[ ]{0,200}", this.text, at, row[1])
        }
        while (at <= row[1]) {
          start = at
          const quoted =
            this.text.slice(at, py.add(at, 1)) === '"'
              ? py.find(this.text, '"', py.add(at, 1), row[1])
              : -1
          const sign = first_of(split, this.text, Math.max(at, quoted), row[1])
          const stop = py.truth(sign) ? sign[0] : row[1]
          at = py.truth(sign) ? sign[1] : py.add(row[1], 1)
          const inner = this.text.slice(start, stop)
          start = py.add(start, inner.length - py.lstrip(inner, " \t").length)
          cells.push([start, py.add(start, py.strip(inner, " \t").length)])
        }
        return cells
      }
    }
    py.modules.announced = { NEVER, is_marked, Announced }
  }
})(ProofpackPython)
