"""Lo que se entendió de un libro con el formato de la entidad, dicho entero y en orden."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from bot.textos import formato
from bot.textos.datos_del_libro import instrumento_de, rotulo_de
from bot.textos.formatos import linea_de_campo
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.valores_dudosos import valores_dudosos
from dominio.modelo.lectura import CodigoDudoso, FilasFuera, LecturaDeHoja
from dominio.modelo.libro import LibroLeido, ResumenImportacion
from dominio.modelo.perfil import CampoDePerfil, ColumnaVista, Duda, HojaDePerfil, Perfil, Propuesta
from dominio.reglas.codigos import clave_de

_MUESTRA = 5
_FILAS_NOMBRADAS = 6
_TODAS = 10_000


def explicacion(perfil: Perfil, propuesta: Propuesta | None, libro: LibroLeido) -> Html:
    """Qué se entendió: hoja por hoja y columna por columna, qué quedó fuera, la cuenta y las dudas."""
    columnas = propuesta.columnas if propuesta else ()
    lineas: list[Html] = []
    excluidas: dict[str, str] = {}
    for hoja in perfil.hojas:
        lineas += _hoja(hoja, [lectura.hoja for lectura in libro.lecturas])
        lineas += [_campo(campo, hoja, columnas) for campo in hoja.campos]
        excluidas |= dict(hoja.excluidas)
        lineas += [armar(_("• Nivel «%(rotulo)s»"), rotulo=nivel.rotulo) for nivel in hoja.niveles]
    lineas += [
        armar(_("• No se lee «%(hoja)s»: %(razon)s"), hoja=nombre, razon=razon)
        for nombre, razon in excluidas.items()
    ]
    for lectura in libro.lecturas:
        lineas += cuenta_de(lectura)
    avisos = _sin_repetir((*(propuesta.avisos if propuesta else ()), *libro.avisos), excluidas)
    lineas += [armar(_("Nota: %(aviso)s"), aviso=aviso) for aviso in avisos]
    lineas += dudas_en_lista(propuesta.dudas if propuesta else ())
    lineas += valores_dudosos(libro.dudosos, _TODAS)
    lineas += codigos_dudosos(libro.codigos, _TODAS)
    return unir(lineas)


def _hoja(hoja: HojaDePerfil, leidas: Sequence[str]) -> list[Html]:
    nombres = ", ".join(f"«{nombre}»" for nombre in ([hoja.nombre] if hoja.nombre else leidas))
    que = formato.enumerar(list(dict.fromkeys(instrumento_de(campo.tipo) for campo in hoja.campos)))
    lineas = [
        armar(
            _("<b>%(hojas)s</b>: %(que)s. Encabezado en la fila %(fila)s."),
            hojas=nombres,
            que=que,
            fila=hoja.fila_encabezado,
        )
    ]
    if hoja.dependencia_es_la_hoja:
        lineas.append(Html(_("• Cada hoja es una dependencia.")))
    return lineas


def _campo(campo: CampoDePerfil, hoja: HojaDePerfil, columnas: Sequence[ColumnaVista]) -> Html:
    """La columna de donde sale; si el dato es de dos instrumentos, también de cuál es."""
    linea = linea_de_campo(campo, columnas)
    if sum(otro.dato == campo.dato for otro in hoja.campos) == 1:
        return linea
    return Html(linea + armar(" (%(que)s)", que=instrumento_de(campo.tipo)))


def _sin_repetir(avisos: Sequence[str], excluidas: Collection[str]) -> list[str]:
    """Los avisos una vez, sin los de las hojas que ya se dijo que no se leen."""
    dichas = [f"«{nombre}» no se lee" for nombre in excluidas]
    return [aviso for aviso in dict.fromkeys(avisos) if not any(dicha in aviso for dicha in dichas)]


def cuenta_de(lectura: LecturaDeHoja) -> list[Html]:
    """Las filas leídas y las de fuera de una hoja, con su motivo, y lo que suma cada columna de dinero."""
    lineas = [
        armar(
            ngettext(
                "<b>%(hoja)s</b>: %(leidas)s fila leída de %(todas)s con datos.",
                "<b>%(hoja)s</b>: %(leidas)s filas leídas de %(todas)s con datos.",
                lectura.leidas,
            ),
            hoja=lectura.hoja,
            leidas=_numero(lectura.leidas),
            todas=_numero(lectura.filas_con_datos),
        )
    ]
    lineas += [renglones_fuera(fuera) for fuera in lectura.fuera]
    for suma in lectura.sumas:
        frase = (
            _("• %(dato)s (columna %(columna)s): %(leida)s, todo lo de la hoja.")
            if suma.leida == suma.en_la_hoja
            else _("• %(dato)s (columna %(columna)s): %(leida)s de %(todo)s que suma la hoja.")
        )
        lineas.append(
            armar(
                frase,
                dato=rotulo_de(suma.dato),
                columna=suma.columna,
                leida=formato.pesos_con_signo(suma.leida),
                todo=formato.pesos_con_signo(suma.en_la_hoja),
            )
        )
    return lineas


def renglones_fuera(fuera: FilasFuera) -> Html:
    """«• 3 filas fuera: dicen «Total» (filas 8, 20 y 31; $1.200)»."""
    nombradas = [str(fila) for fila in fuera.filas[:_FILAS_NOMBRADAS]]
    if len(fuera.filas) > _FILAS_NOMBRADAS:
        nombradas.append(_("otras %(n)s") % {"n": _numero(len(fuera.filas) - _FILAS_NOMBRADAS)})
    con_dinero = [
        _("%(dato)s %(suma)s") % {"dato": rotulo_de(dato), "suma": formato.pesos_con_signo(suma)}
        for dato, suma in fuera.sumas
        if suma
    ]
    if not fuera.filas:
        plantilla = _("• Dinero fuera de filas que sí se leyeron: %(frase)s; suman %(sumas)s")
        return armar(plantilla, frase=fuera.frase, sumas=", ".join(con_dinero))
    plantilla = ngettext(
        "• %(n)s fila fuera: %(frase)s (fila %(filas)s)",
        "• %(n)s filas fuera: %(frase)s (filas %(filas)s)",
        len(fuera.filas),
    )
    linea = armar(
        plantilla, n=_numero(len(fuera.filas)), frase=fuera.frase, filas=formato.enumerar(nombradas)
    )
    return Html(linea + armar(_("; suman %(sumas)s"), sumas=", ".join(con_dinero))) if con_dinero else linea


def dudas_en_lista(dudas: Sequence[Duda]) -> list[Html]:
    """Cada duda con su clave y sus opciones; las que hay que confirmar, primero."""
    lineas: list[Html] = []
    for duda in sorted(dudas, key=lambda una: not una.firme):
        titulo = _("Por confirmar") if duda.firme else _("Se tomó")
        lineas.append(
            armar(
                "<b>%(titulo)s</b> [%(clave)s]: %(pregunta)s",
                titulo=titulo,
                clave=duda.clave,
                pregunta=duda.pregunta,
            )
        )
        for opcion in duda.opciones:
            marca = _("tomada: ") if opcion.valor == duda.elegida else ""
            ejemplos = "; ".join(recortar(ejemplo, 30) for ejemplo in opcion.ejemplos)
            lineas.append(
                armar(
                    "   • %(marca)s%(valor)s — %(rotulo)s%(ejemplos)s",
                    marca=marca,
                    valor=opcion.valor,
                    rotulo=opcion.rotulo,
                    ejemplos=f" ({ejemplos})" if ejemplos else "",
                )
            )
    return lineas


def codigos_dudosos(codigos: Sequence[CodigoDudoso], cuantos: int = _MUESTRA) -> list[Html]:
    """Los códigos dudosos, con lo que se propone y con qué clave se acepta; aparte, los que ya se saben."""
    por_aceptar = [uno for uno in codigos if not uno.conservado]
    conservados = [uno for uno in codigos if uno.conservado]
    lineas: list[Html] = []
    if por_aceptar:
        frase = ngettext(
            "<b>%(n)s código dudoso</b> (se guarda como vino si no acepta lo propuesto):",
            "<b>%(n)s códigos dudosos</b> (se guardan como vinieron si no acepta lo propuesto):",
            len(por_aceptar),
        )
        lineas.append(armar(frase, n=_numero(len(por_aceptar))))
        lineas += _de_codigos(por_aceptar, cuantos)
    if conservados:
        frase = ngettext(
            "<b>%(n)s código dudoso</b> de una actividad guardada (se conserva el guardado):",
            "<b>%(n)s códigos dudosos</b> de actividades guardadas (se conservan los guardados):",
            len(conservados),
        )
        lineas.append(armar(frase, n=_numero(len(conservados))))
        lineas += _de_codigos(conservados, cuantos)
    return lineas


def _de_codigos(codigos: Sequence[CodigoDudoso], cuantos: int) -> list[Html]:
    lineas = []
    for dudoso in codigos[:cuantos]:
        propone = _(" → %(codigo)s") % {"codigo": dudoso.propone} if dudoso.propone else ""
        lineas.append(
            armar(
                "• [%(clave)s]%(propone)s: %(porque)s (%(veces)s)",
                clave=clave_de(dudoso),
                propone=propone,
                porque=dudoso.porque,
                veces=_veces(dudoso.veces),
            )
        )
    return lineas + _y_mas(len(codigos) - cuantos)


def lo_del_formato(resumen: ResumenImportacion, cerrar: str | None = None) -> list[Html]:
    """Lo que hay que saber antes de guardar; ``cerrar``: cómo se cierra lo demás, si no es en el chat."""
    lineas = [_lo_que_queda(resumen.quedan, cerrar)] if resumen.quedan else []
    lineas += _parecidas(resumen)
    lineas += [renglones_fuera(fuera) for fuera in resumen.fuera]
    return [*lineas, *valores_dudosos(resumen.dudosos), *codigos_dudosos(resumen.codigos)]


def _lo_que_queda(quedan: Sequence[tuple[str, int]], cerrar: str | None) -> Html:
    sin_nombre = _("ninguna dependencia")
    nombres = [recortar(nombre.strip() or sin_nombre, 40) for nombre, _cuantas in quedan[:_MUESTRA]]
    if len(quedan) > _MUESTRA:
        nombres.append(_("otras %(n)s") % {"n": len(quedan) - _MUESTRA})
    return armar(
        _(
            "<b>El libro no trae todas las dependencias</b>: %(actividades)s de %(nombres)s quedan como "
            "están. %(cerrar)s"
        ),
        cerrar=cerrar or _("Si el libro es el plan entero, escoja cerrar lo demás al guardar."),
        actividades=formato.actividades(sum(cuantas for _nombre, cuantas in quedan)),
        nombres=formato.enumerar(nombres),
    )


def _parecidas(resumen: ResumenImportacion) -> list[Html]:
    if not resumen.parecidas:
        return []
    titulo = _(
        "<b>Actividades que cambian de nombre</b> (si alguna es otra, no guarde: póngale código en el libro):"
    )
    lineas = [Html(titulo)]
    lineas += [
        armar(
            _("• %(codigo)s: «%(antes)s» → «%(ahora)s»"),
            codigo=una.codigo,
            antes=recortar(una.guardada, 80),
            ahora=recortar(una.libro, 80),
        )
        for una in resumen.parecidas[:_MUESTRA]
    ]
    return lineas + _y_mas(len(resumen.parecidas) - _MUESTRA)


def _y_mas(sobran: int) -> list[Html]:
    return [armar(_("… y %(n)s más."), n=_numero(sobran))] if sobran > 0 else []


def _veces(cuantas: int) -> str:
    return ngettext("%(n)s celda", "%(n)s celdas", cuantas) % {"n": _numero(cuantas)}


def _numero(cuantos: int) -> str:
    return formato.cantidad(Decimal(cuantos))
