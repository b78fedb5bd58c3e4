import js from "@eslint/js"
import globals from "globals"

// Classic scripts that share one scope, in the order in which Python joins them: what one defines, others use.
const shared = Object.fromEntries(
  [
    "Bar",
    "Calendar",
    "Constants",
    "Box",
    "Controller",
    "Controls",
    "Dialogs",
    "Dock",
    "Findings",
    "Lists",
    "Open",
    "Packet",
    "PacketController",
    "Page",
    "Parts",
    "Paste",
    "PasteBodies",
    "PasteBox",
    "PasteClean",
    "PasteCurl",
    "PasteFields",
    "PasteLines",
    "PasteQuotes",
    "PasteRecording",
    "PasteRequest",
    "PasteShow",
    "PasteStart",
    "PasteTraces",
    "PasteValues",
    "PasteWords",
    "Python",
    "Secrets",
    "Step",
    "Store",
    "StoredController",
    "Times",
    "Verdicts",
    "Worksheet",
  ].map(name => [`Proofpack${name}`, "readonly"])
)

export default [
  { ignores: ["**/*.min.js", "**/*.umd.js", "build/**", ".venv/**"] },
  js.configs.recommended,
  {
    files: ["site-overrides/**/*.js"],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: "script",
      globals: { ...globals.browser, ...shared, Proofpack: "readonly", jsyaml: "readonly" },
    },
    rules: {
      "no-var": "error",
      "prefer-const": "error",
      "prefer-arrow-callback": "error",
      "prefer-template": "error",
      "prefer-spread": "error",
      "prefer-rest-params": "error",
      "object-shorthand": "error",
      eqeqeq: "error",
      // Python takes out comments and blanks, and takes a template for what stands between two backticks.
      "no-restricted-syntax": [
        "error",
        // As in Python. Keys that others hold may be called so.
        {
          selector:
            ":matches(VariableDeclarator > .id, :function > .params, ArrayPattern > .elements, AssignmentPattern > .left, RestElement > .argument)[name=/^(?:one|found|made|told|said)$/]",
          message: "A word that fits any value: call it by its noun.",
        },
        { selector: "TemplateElement[value.raw=/\\n/]", message: "Text of several lines." },
        { selector: "TemplateLiteral TemplateLiteral", message: "A template within a template." },
      ],
      "no-implicit-globals": "off",
      // A script defines what is a global of the others.
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-unused-vars": [
        "error",
        { varsIgnorePattern: "^Proofpack", caughtErrorsIgnorePattern: "^_" },
      ],
      // Text that a reader typed may hold any character.
      "no-control-regex": "off",
      // Patterns stand in Python, too, where a dash in a class is escaped.
      "no-useless-escape": "off",
      "no-misleading-character-class": "off",
    },
  },
]
