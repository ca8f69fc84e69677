"""Las reglas con que se reconoce qué quiere la persona.

Cada regla mira el esqueleto de la frase (lemas y papeles: «la 12 va en 45» es «OBJ ir PCT») o, cuando
la forma exacta importa, la línea como se escribió.
"""
