// What derived scripts stand on (python.js), for checks that do not read it.
declare const ProofpackPython: { modules: Record<string, any> }
