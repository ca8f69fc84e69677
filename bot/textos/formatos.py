"""Lo que se entendió de un libro con formato ajeno: hojas, columnas, filas, dinero y dudas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.textos import formato
from bot.textos.datos_del_libro import instrumento_de, rotulo_de
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.lectura import FilasFuera, LecturaDeHoja, SumaDeColumna
from dominio.modelo.libro import LibroLeido
from dominio.modelo.perfil import CampoDePerfil, ColumnaVista, Duda, HojaDePerfil, Perfil, Propuesta, Tomar
from dominio.reglas.dudas_de_perfil import admite_texto

_HOJAS = 6
_COLUMNAS = 8
_FUERA = 4
_SUMAS = 4
_AVISOS = 4
_EJEMPLOS = 2


def asi_entendi(propuesta: Propuesta, perfil: Perfil, libro: LibroLeido, nombre: str) -> Html:
    """El resumen de lo entendido, con la cuenta de filas y de dinero; todavía no se guarda nada."""
    return unir(
        [
            armar(_("<b>Así entendí «%(nombre)s»</b>"), nombre=recortar(nombre, 60)),
            Html(_("No es el formato del asistente: lo leo como viene.")),
            *_hojas(perfil, libro.lecturas),
            *(armar(_("• %(aviso)s"), aviso=recortar(aviso, 160)) for aviso in _por_decir(propuesta, perfil)),
            *_columnas_principales(perfil, propuesta.columnas),
            *cuentas(libro.lecturas),
            *_dudosos(libro),
            Html(""),
            _cuantas_dudas(propuesta.dudas),
        ]
    )


def _por_decir(propuesta: Propuesta, perfil: Perfil) -> list[str]:
    """Los avisos que no repiten por qué no se lee una hoja."""
    excluidas = [nombre for hoja in perfil.hojas for nombre, _razon in hoja.excluidas]
    return [a for a in propuesta.avisos if not any(f"«{nombre}»" in a for nombre in excluidas)][:_AVISOS]


def cuentas(lecturas: Sequence[LecturaDeHoja]) -> list[Html]:
    """Filas leídas y dejadas fuera con su razón, y cada columna de dinero: lo leído frente a la hoja."""
    if not lecturas:
        return []
    leidas = sum(lectura.leidas for lectura in lecturas)
    todas = sum(lectura.filas_con_datos for lectura in lecturas)
    lineas = [
        armar(
            _("\n<b>Filas</b>: %(leidas)s leídas de %(todas)s."),
            leidas=formato.cantidad(Decimal(leidas)),
            todas=formato.cantidad(Decimal(todas)),
        )
    ]
    fuera = [dejadas for lectura in lecturas for dejadas in lectura.fuera]
    lineas += [_fuera(frase, cuantas) for frase, cuantas in _por_frase(fuera)[:_FUERA]]
    return [*lineas, *_dinero([suma for lectura in lecturas for suma in lectura.sumas])]


def _por_frase(fuera: Sequence[FilasFuera]) -> list[tuple[str, int]]:
    """Cada razón con cuántas filas de todas las hojas."""
    cuantas: dict[str, int] = {}
    for dejadas in fuera:
        cuantas[dejadas.frase] = cuantas.get(dejadas.frase, 0) + len(dejadas.filas)
    return sorted(cuantas.items(), key=lambda par: -par[1])


def _fuera(frase: str, cuantas: int) -> Html:
    plantilla = ngettext("• %(n)s fuera: %(frase)s", "• %(n)s fuera: %(frase)s", cuantas)
    return armar(plantilla, n=formato.cantidad(Decimal(cuantas)), frase=recortar(frase, 120))


def _dinero(sumas: Sequence[SumaDeColumna]) -> list[Html]:
    """Una línea por dato: lo leído, y cuánto suma la columna si no es lo mismo."""
    totales: dict[str, tuple[Decimal, Decimal]] = {}
    for suma in sumas:
        leida, en_la_hoja = totales.get(suma.dato, (Decimal(0), Decimal(0)))
        totales[suma.dato] = (leida + suma.leida, en_la_hoja + suma.en_la_hoja)
    lineas = []
    for dato, (leida, en_la_hoja) in list(totales.items())[:_SUMAS]:
        frase = (
            _("<b>%(dato)s</b>: %(leida)s, todo lo de la columna.")
            if leida == en_la_hoja
            else _("<b>%(dato)s</b>: %(leida)s; la columna suma %(todo)s con las filas de fuera.")
        )
        lineas.append(
            armar(
                frase,
                dato=rotulo_de(dato),
                leida=formato.pesos_con_signo(leida),
                todo=formato.pesos_con_signo(en_la_hoja),
            )
        )
    return lineas


def _hojas(perfil: Perfil, lecturas: Sequence[LecturaDeHoja]) -> list[Html]:
    lineas = [Html(_("\n<b>Hojas</b>"))]
    for hoja in perfil.hojas:
        que = formato.enumerar(list(dict.fromkeys(instrumento_de(campo.tipo) for campo in hoja.campos)))
        nombres = [hoja.nombre] if hoja.nombre else [lectura.hoja for lectura in lecturas]
        lineas.append(
            armar(
                _("• %(hojas)s: %(que)s. Encabezado en la fila %(fila)s."),
                hojas=_lista(nombres, _HOJAS),
                que=que,
                fila=hoja.fila_encabezado,
            )
        )
        if hoja.dependencia_es_la_hoja:
            lineas.append(Html(_("   Cada hoja es una dependencia.")))
        lineas += [
            armar(_("• No leo «%(hoja)s»: %(razon)s"), hoja=recortar(nombre, 40), razon=recortar(razon, 120))
            for nombre, razon in hoja.excluidas[:_FUERA]
        ]
    return lineas


def _lista(nombres: Sequence[str], maximo: int) -> str:
    visibles = ", ".join(f"«{recortar(nombre, 40)}»" for nombre in nombres[:maximo])
    sobran = len(nombres) - maximo
    return visibles + (_(" … y %(n)s más") % {"n": sobran} if sobran > 0 else "")


def _columnas_principales(perfil: Perfil, columnas: Sequence[ColumnaVista]) -> list[Html]:
    campos = campos_de(perfil)
    lineas = [Html(_("\n<b>Columnas</b>"))]
    lineas += [linea_de_campo(campo, columnas) for _hoja, campo in campos[:_COLUMNAS]]
    if len(campos) > _COLUMNAS:
        sobran = len(campos) - _COLUMNAS
        frase = ngettext("… y %(n)s dato más.", "… y %(n)s datos más.", sobran)
        lineas.append(armar(frase, n=sobran))
    return lineas


def campos_de(perfil: Perfil) -> list[tuple[HojaDePerfil, CampoDePerfil]]:
    """Los datos que se leen, en el orden en que se muestran y se numeran."""
    return [(hoja, campo) for hoja in perfil.hojas for campo in hoja.campos]


def linea_de_campo(campo: CampoDePerfil, columnas: Sequence[ColumnaVista]) -> Html:
    """«• Actividad ← «ACTIVIDADES PROGRAMADAS» (F)», o de qué constante sale."""
    nombre = rotulo_de(campo.dato)
    if not campo.columnas:
        return armar(_("• %(dato)s = «%(valor)s»"), dato=nombre, valor=recortar(campo.constante or "—", 40))
    de = [_columna(columna.rotulo, columna.aparicion, columnas) for columna in campo.columnas]
    if campo.tomar is Tomar.ULTIMA_LLENA and len(de) > 1:
        ultimas = _("la última con dato de %(columnas)s") % {"columnas": ", ".join(de)}
        return armar(_("• %(dato)s ← %(de)s"), dato=nombre, de=recortar(ultimas, 160))
    return armar(_("• %(dato)s ← %(de)s"), dato=nombre, de=recortar(", ".join(de), 120))


def _columna(rotulo: str, aparicion: int, columnas: Sequence[ColumnaVista]) -> str:
    vista = next((c for c in columnas if (c.normal, c.aparicion) == (rotulo, aparicion)), None)
    return f"«{recortar(rotulo, 40)}»" if vista is None else rotulo_de_columna(vista)


def rotulo_de_columna(vista: ColumnaVista) -> str:
    """«ACTIVIDADES PROGRAMADAS» (F); una sin rótulo se nombra por su letra."""
    if not vista.rotulo:
        return _("columna %(letra)s") % {"letra": vista.letra}
    return f"«{recortar(vista.rotulo, 40)}» ({vista.letra})"


def con_ejemplos(vista: ColumnaVista) -> Html:
    """La columna y dos valores de los que trae."""
    ejemplos = "; ".join(recortar(ejemplo, 24) for ejemplo in vista.ejemplos[:_EJEMPLOS])
    return armar("%(columna)s: %(ejemplos)s", columna=rotulo_de_columna(vista), ejemplos=ejemplos or "—")


def _dudosos(libro: LibroLeido) -> list[Html]:
    lineas = []
    if libro.dudosos:
        frase = ngettext(
            "%(n)s celda no se pudo leer y queda vacía: %(ejemplo)s",
            "%(n)s celdas no se pudieron leer y quedan vacías. La primera: %(ejemplo)s",
            len(libro.dudosos),
        )
        primera = libro.dudosos[0]
        ejemplo = f"{primera.hoja}, {primera.celda}: {primera.frase}"
        lineas.append(
            armar(frase, n=formato.cantidad(Decimal(len(libro.dudosos))), ejemplo=recortar(ejemplo, 160))
        )
    if libro.codigos:
        frase = ngettext(
            "%(n)s código dudoso: se guarda como está.",
            "%(n)s códigos dudosos: se guardan como están.",
            len(libro.codigos),
        )
        lineas.append(armar(frase, n=formato.cantidad(Decimal(len(libro.codigos)))))
    return lineas


def _cuantas_dudas(dudas: Sequence[Duda]) -> Html:
    firmes = sum(duda.firme for duda in dudas)
    if firmes:
        frase = ngettext(
            "<b>Hay %(n)s cosa que debe confirmar usted</b> antes de comparar el libro con el plan.",
            "<b>Hay %(n)s cosas que debe confirmar usted</b> antes de comparar el libro con el plan.",
            firmes,
        )
        return armar(frase, n=firmes)
    return Html(_("Si está bien, lo comparo con el plan y le muestro qué cambiaría."))


def pregunta(duda: Duda, faltan: int) -> Html:
    """Una duda con sus opciones y ejemplos; la elegida va primero y dice que es la tomada."""
    frase = ngettext("<b>Una duda por confirmar</b>", "<b>%(n)s dudas por confirmar</b>", faltan)
    titulo = armar(frase, n=faltan)
    donde = armar(_("Hoja «%(hoja)s»"), hoja=recortar(duda.hoja, 60)) if duda.hoja else Html("")
    lineas = []
    for numero, opcion in enumerate(duda.opciones, start=1):
        ejemplos = "; ".join(recortar(ejemplo, 30) for ejemplo in opcion.ejemplos[:_EJEMPLOS])
        plantilla = "%(n)s. %(rotulo)s: %(ejemplos)s" if ejemplos else "%(n)s. %(rotulo)s"
        linea = armar(plantilla, n=numero, rotulo=recortar(opcion.rotulo, 80), ejemplos=ejemplos)
        lineas.append(
            armar(_("%(linea)s <i>(la que tomé)</i>"), linea=linea) if opcion.valor == duda.elegida else linea
        )
    pie = (
        Html(_("<i>Toque una, escriba su número o escriba el nombre. «Sí» deja la que tomé.</i>"))
        if admite_texto(duda)
        else Html(_("<i>Toque una, o escriba su número. «Sí» deja la que tomé.</i>"))
    )
    return unir([titulo, donde, armar("%(p)s", p=recortar(duda.pregunta, 600)), *lineas, pie])
