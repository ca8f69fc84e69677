"""Las palabras con que la gente pide y cuenta cosas del plan, por familias.

Cada familia tiene un lema y las formas que lo dicen, ya normalizadas (minúsculas, sin tildes). La
gramática se escribe con lemas: una forma nueva se agrega aquí y sirve en todas las reglas.
"""
