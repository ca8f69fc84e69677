"""Los catálogos oficiales dichos a una persona: qué se cargó, qué quedó fuera y cuáles hay."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, unir
from dominio.casos.catalogos import CatalogoCargado
from dominio.modelo.catalogo import CargaDeCatalogo, CatalogoLeido, EntradaDeCatalogo, TipoCatalogo

_FILAS_QUE_SE_NOMBRAN = 5
_LARGO_HUELLA = 12

NOMBRES: dict[TipoCatalogo, Perezosa] = {
    TipoCatalogo.PRODUCTO: _l("productos MGA"),
    TipoCatalogo.INDICADOR: _l("indicadores MGA"),
    TipoCatalogo.FUENTE: _l("fuentes de financiación"),
    TipoCatalogo.DIVIPOLA: _l("municipios (DIVIPOLA)"),
}

_DATOS: dict[str, Perezosa] = {
    "codigo": _l("código"),
    "nombre": _l("nombre"),
    "detalle": _l("detalle"),
}


def cargado(resultado: CatalogoCargado, leido: CatalogoLeido) -> Html:
    """Qué quedó cargado, a quién reemplazó y qué no se cargó."""
    carga = resultado.carga
    lineas = [_cabeza(resultado, carga)]
    if leido.columnas:
        lineas.append(_columnas(leido))
    if leido.sin_cero:
        lineas.append(_ceros_completados(len(leido.sin_cero)))
    return unir([*lineas, *lo_que_queda_fuera(leido)])


def lo_que_queda_fuera(leido: CatalogoLeido) -> list[Html]:
    """Filas que no traen un código, y códigos que el archivo repite con otro nombre."""
    lineas = []
    if leido.fuera:
        cuantas = len(leido.fuera)
        ejemplos = "; ".join(
            f"{_('fila')} {f.fila}: {f.trae or '—'} ({f.motivo})" for f in leido.fuera[:_FILAS_QUE_SE_NOMBRAN]
        )
        lineas.append(
            armar(
                ngettext(
                    "%(cuantas)s fila no se cargó. %(ejemplos)s",
                    "%(cuantas)s filas no se cargaron. %(ejemplos)s",
                    cuantas,
                ),
                cuantas=_numero(cuantas),
                ejemplos=ejemplos,
            )
        )
    if leido.otros_nombres:
        lineas.append(
            armar(
                _("El archivo repite con otro nombre %(codigos)s: vale el primero."),
                codigos=", ".join(leido.otros_nombres[:_FILAS_QUE_SE_NOMBRAN])
                + ("…" if len(leido.otros_nombres) > _FILAS_QUE_SE_NOMBRAN else ""),
            )
        )
    return lineas


def en_lista(carga: CargaDeCatalogo) -> Html:
    """Un renglón del listado: qué es, de cuándo, cuántos códigos, de dónde salió y quién lo cargó."""
    plantilla = _(
        "%(tipo)s del %(fecha)s: %(cuantos)s códigos, %(archivo)s (%(huella)s), %(quien)s, %(estado)s"
    )
    return armar(
        plantilla,
        tipo=str(NOMBRES[carga.tipo]),
        fecha=formato.fecha(carga.fecha),
        cuantos=_numero(carga.cuantos),
        archivo=carga.archivo,
        huella=carga.huella[:_LARGO_HUELLA],
        quien=_quien(carga),
        estado=_estado(carga),
    )


def hallados(entradas: Sequence[EntradaDeCatalogo]) -> Html:
    """Los códigos que se parecen a lo escrito, uno por renglón."""
    if not entradas:
        return armar(_("Ningún código del catálogo se parece a eso. Pruebe con otra palabra."))
    return unir([armar("%(codigo)s  %(nombre)s", codigo=e.codigo, nombre=_con_detalle(e)) for e in entradas])


def por_cargar(leido: CatalogoLeido) -> Html:
    """Qué trae el archivo y qué no se cargaría; nada se ha guardado."""
    cuantos = len(leido.entradas) + len(leido.sin_cero)
    lineas = [
        armar(
            _("Catálogo de %(tipo)s: %(cuantos)s códigos."),
            tipo=str(NOMBRES[leido.tipo]),
            cuantos=_numero(cuantos),
        ),
        _columnas(leido),
    ]
    if leido.sin_cero:
        lineas.append(_ceros_por_completar(leido))
    ultima = armar(_("No se ha guardado nada todavía. Reemplaza al que la entidad tuviera de ese tipo."))
    return unir([*lineas, *lo_que_queda_fuera(leido), ultima])


def sin_leer(leido: CatalogoLeido) -> Html:
    """Por qué no se entendió el archivo."""
    return armar(_("No se cargó el catálogo. %(motivo)s"), motivo=leido.motivo)


def como_se_cargan() -> Html:
    """Cómo se carga un catálogo por el chat."""
    return armar(
        _(
            "Para cargar uno, envíe su archivo (.csv o .xlsx) con el pie «catálogo mga-producto», «catálogo "
            "mga-indicador», «catálogo fuente» o «catálogo divipola», y la fecha si quiere: «catálogo fuente "
            "2026-01-15». Con «confirmar» al final se carga de una vez. Para buscar: /catalogos fuente salud"
        )
    )


def ninguno() -> Html:
    """No hay catálogos."""
    return armar(_("No hay catálogos cargados: de los códigos solo se revisa la forma."))


def _cabeza(resultado: CatalogoCargado, carga: CargaDeCatalogo) -> Html:
    datos = {
        "tipo": str(NOMBRES[carga.tipo]),
        "fecha": formato.fecha(carga.fecha),
        "cuantos": _numero(carga.cuantos),
    }
    if resultado.sin_cambios:
        return armar(
            _("El catálogo de %(tipo)s del %(fecha)s ya era ese mismo archivo: no se guardó nada."), **datos
        )
    if resultado.anterior is None:
        return armar(_("Catálogo de %(tipo)s del %(fecha)s cargado: %(cuantos)s códigos."), **datos)
    return armar(
        _(
            "Catálogo de %(tipo)s del %(fecha)s cargado: %(cuantos)s códigos. Reemplaza al del %(antes)s, "
            "que tenía %(tenia)s."
        ),
        **datos,
        antes=formato.fecha(resultado.anterior.fecha),
        tenia=_numero(resultado.anterior.cuantos),
    )


def _numero(cuantos: int) -> str:
    return formato.cantidad(Decimal(cuantos))


def _columnas(leido: CatalogoLeido) -> Html:
    columnas = "; ".join(f"{_DATOS[dato]}: {de}" for dato, de in leido.columnas)
    return armar(_("De dónde salió: %(columnas)s."), columnas=columnas)


def _ceros_por_completar(leido: CatalogoLeido) -> Html:
    primero = leido.sin_cero[0]
    plantilla = (
        _("El archivo perdió los ceros de la izquierda: a %(cuantos)s códigos les falta (%(ejemplo)s).")
        if leido.perdio_los_ceros
        else _("A %(cuantos)s de los códigos les falta el cero de la izquierda (%(ejemplo)s).")
    )
    ejemplo = f"{primero.trae} → {primero.propone.codigo}"
    return armar(plantilla, cuantos=_numero(len(leido.sin_cero)), ejemplo=ejemplo)


def _ceros_completados(cuantos: int) -> Html:
    return armar(
        ngettext(
            "A %(cuantos)s código se le puso el cero de la izquierda.",
            "A %(cuantos)s códigos se les puso el cero de la izquierda.",
            cuantos,
        ),
        cuantos=_numero(cuantos),
    )


def _quien(carga: CargaDeCatalogo) -> str:
    de = _("de toda la instalación") if carga.entidad_id is None else _("de la entidad")
    return f"{de}, {_('cargado por')} {carga.autor or _('la línea de órdenes')}"


def _estado(carga: CargaDeCatalogo) -> str:
    if carga.reemplazada_en is None:
        return _("vigente")
    return _("reemplazado el %(fecha)s") % {"fecha": formato.instante(carga.reemplazada_en)}


def _con_detalle(entrada: EntradaDeCatalogo) -> str:
    return f"{entrada.nombre} ({entrada.detalle})" if entrada.detalle else entrada.nombre
