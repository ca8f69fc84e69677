"""Qué cambiaría al importar un libro: campo por campo, antes de guardar nada."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dominio.modelo.libro import Cambio, FilaEjecucion, FilaIndicativo, FilaPlan, LibroLeido
from dominio.modelo.plan import Meta, Registro, Renglon
from dominio.modelo.reporte import Avance, EstadoReporte, OrigenReporte
from dominio.reglas.cifras import en_texto
from dominio.reglas.financiero import sumar as sumar_saldos
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

NUEVO, CAMBIA, YA_NO_ESTA = "nuevo", "cambia", "ya no está"

Valores = Mapping[str, object | None]


@dataclass(frozen=True, slots=True)
class Guardado:
    """Lo que la entidad tiene guardado de la vigencia."""

    renglones: Sequence[Renglon] = ()
    registros: Sequence[Registro] = ()
    metas: Sequence[Meta] = ()


@dataclass(frozen=True, slots=True)
class AvancesDelLibro:
    """Qué avances del libro se guardarían y cuáles no.

    Attributes:
        nuevos: código de actividad → avance del libro, en puntos, distinto de lo guardado.
        conservados: (código, guardado, libro): lo guardado llegó por el chat y no se pisa.
    """

    nuevos: Mapping[str, Porcentaje]
    conservados: tuple[tuple[str, Porcentaje, Porcentaje], ...]


def comparar(libro: LibroLeido, guardado: Guardado) -> tuple[Cambio, ...]:
    """Diferencias entre lo guardado y el libro: dependencias, metas, proyectos, actividades y registros.

    Solo se compara lo que el libro trae: sin hoja de plan no hay actividades que «ya no estén».
    Los avances se comparan aparte (``comparar_avances``).

    Fuente: docs/formato.md (se muestra qué cambiaría antes de guardar).
    """
    del_plan: list[Cambio] = []
    if libro.plan:
        del_plan = [
            *_dependencias(libro.plan, guardado.renglones),
            *_comparar("meta", _metas_del_libro(libro.plan), _metas_guardadas(guardado.renglones)),
            *_comparar(
                "proyecto", _proyectos_del_libro(libro.plan), _proyectos_guardados(guardado.renglones)
            ),
            *_comparar("actividad", _actividades(libro.plan), _actividades_guardadas(guardado.renglones)),
            *_comparar("registro", _registros(libro.plan), _registros_guardados(guardado.registros)),
        ]
    return (
        *del_plan,
        *_indicativo(libro, guardado.metas),
        *_ejecucion(libro.ejecucion, guardado.registros),
    )


def comparar_avances(
    plan: Iterable[FilaPlan], renglones: Iterable[Renglon], reportes: Iterable[Avance]
) -> AvancesDelLibro:
    """Qué avances del libro difieren de lo guardado y si se pueden guardar.

    El avance del libro es lo conocido ese día: se guarda donde difiere, salvo que lo último haya
    llegado por el chat, que es más nuevo que cualquier libro y se muestra. Un 0 escrito difiere de
    «nunca reportado»; una celda vacía no dice nada.

    Fuente: docs/formato.md («On import Porcentaje de avance is the progress known that day»).
    """
    ultimos = ultimos_por_actividad(reportes)
    guardados = {renglon.codigo: renglon for renglon in renglones}
    nuevos: dict[str, Porcentaje] = {}
    conservados: list[tuple[str, Porcentaje, Porcentaje]] = []
    for codigo, avance in _avances(plan).items():
        renglon = guardados.get(codigo)
        anterior = None if renglon is None else renglon.avance
        if anterior == avance:
            continue
        ultimo = None if renglon is None else ultimos.get(renglon.id)
        if anterior is not None and ultimo is not None and ultimo.origen is OrigenReporte.CHAT:
            conservados.append((codigo, anterior, avance))
        else:
            nuevos[codigo] = avance
    return AvancesDelLibro(nuevos, tuple(conservados))


def ultimos_por_actividad(reportes: Iterable[Avance]) -> dict[int, Avance]:
    """El último reporte enviado o aprobado de cada actividad; los devueltos no cuentan.

    Fuente: docs/reglas.md §8 (los agregados usan la última versión enviada o aprobada).
    """
    ultimos: dict[int, Avance] = {}
    for reporte in reportes:
        if reporte.estado is EstadoReporte.DEVUELTO:
            continue
        conocido = ultimos.get(reporte.actividad_id)
        if conocido is None or reporte.version > conocido.version:
            ultimos[reporte.actividad_id] = reporte
    return ultimos


def _avances(plan: Iterable[FilaPlan]) -> dict[str, Porcentaje]:
    """El avance de cada actividad: el primero que traigan sus renglones."""
    avances: dict[str, Porcentaje] = {}
    for fila in plan:
        if fila.avance is not None:
            avances.setdefault(fila.actividad_codigo, fila.avance)
    return avances


def _comparar(clase: str, libro: Mapping[str, Valores], guardado: Mapping[str, Valores]) -> list[Cambio]:
    cambios = [Cambio(clase, objeto, NUEVO) for objeto in libro if objeto not in guardado]
    for objeto, valores in libro.items():
        if objeto in guardado:
            cambios.extend(_campos(clase, objeto, guardado[objeto], valores))
    cambios.extend(Cambio(clase, objeto, YA_NO_ESTA) for objeto in guardado if objeto not in libro)
    return cambios


def _campos(clase: str, objeto: str, antes: Valores, despues: Valores) -> Iterable[Cambio]:
    for campo, nuevo in despues.items():
        viejo = antes.get(campo)
        if viejo != nuevo:
            yield Cambio(clase, objeto, CAMBIA, campo, en_texto(viejo), en_texto(nuevo))


def _dependencias(plan: Iterable[FilaPlan], renglones: Iterable[Renglon]) -> list[Cambio]:
    conocidas = {_plano(renglon.dependencia) for renglon in renglones}
    nombres = {_plano(fila.dependencia): fila.dependencia for fila in plan}
    return [
        Cambio("dependencia", nombre, NUEVO) for llave, nombre in nombres.items() if llave not in conocidas
    ]


def _plano(nombre: str) -> str:
    return " ".join(nombre.split()).casefold()


def _una_vez(pares: Iterable[tuple[str, Valores]]) -> dict[str, Valores]:
    """El primer renglón de cada objeto: los que se contradicen son error de enlace, no cambio."""
    vistos: dict[str, Valores] = {}
    for llave, valores in pares:
        vistos.setdefault(llave, valores)
    return vistos


def _meta_de(fila: FilaPlan | Renglon) -> Valores:
    return {
        "nombre": fila.meta,
        "tipo": fila.tipo_meta.value,
        "código del programa": fila.programa_codigo,
        "programa": fila.programa,
        "indicador": fila.indicador,
        "unidad": fila.unidad,
        "línea base": fila.linea_base,
        "meta de la vigencia": fila.meta_vigencia,
    }


def _metas_del_libro(plan: Iterable[FilaPlan]) -> dict[str, Valores]:
    return _una_vez((fila.meta_codigo, _meta_de(fila)) for fila in plan)


def _metas_guardadas(renglones: Iterable[Renglon]) -> dict[str, Valores]:
    return _una_vez((renglon.meta_codigo, _meta_de(renglon)) for renglon in renglones)


def _proyectos_del_libro(plan: Iterable[FilaPlan]) -> dict[str, Valores]:
    return _una_vez((fila.bpin, {"nombre": fila.proyecto}) for fila in plan if fila.bpin)


def _proyectos_guardados(renglones: Iterable[Renglon]) -> dict[str, Valores]:
    return _una_vez((r.bpin, {"nombre": r.proyecto}) for r in renglones if r.bpin)


def _actividades(plan: Iterable[FilaPlan]) -> dict[str, Valores]:
    return _una_vez((f.actividad_codigo, _actividad(f, f.actividad)) for f in plan)


def _actividades_guardadas(renglones: Iterable[Renglon]) -> dict[str, Valores]:
    return {renglon.codigo: _actividad(renglon, renglon.nombre) for renglon in renglones}


def _actividad(fila: FilaPlan | Renglon, nombre: str) -> Valores:
    return {
        "nombre": nombre,
        "dependencia": fila.dependencia,
        "responsable": fila.responsable,
        "cargo": fila.cargo,
        "meta": fila.meta_codigo,
        "código BPIN": fila.bpin,
        "objetivo del proyecto": fila.objetivo,
        "ponderación": fila.ponderacion,
        "cantidad programada": fila.cantidad_programada,
        "fecha de inicio": fila.inicio,
        "fecha de terminación": fila.fin,
    }


def _registros(plan: Iterable[FilaPlan]) -> dict[str, Valores]:
    return _una_vez(
        (_llave(fila.actividad_codigo, fila.fuente_codigo, fila.fuente), _dinero(fila)) for fila in plan
    )


def _dinero(fila: FilaPlan) -> Valores:
    # Una celda de monto vacía se guarda como cero: no es un cambio.
    monto = fila.monto or Pesos.CERO
    return {"fuente": fila.fuente, "monto": monto, "requiere contratación": fila.contratacion}


def _registros_guardados(registros: Iterable[Registro]) -> dict[str, Valores]:
    return {
        _llave(r.actividad_codigo, r.fuente_codigo, r.fuente): {
            "fuente": r.fuente,
            "monto": r.monto,
            "requiere contratación": r.contratacion,
        }
        for r in registros
        if r.actividad_codigo is not None
    }


def _llave(objeto: str | None, fuente_codigo: str | None, fuente: str | None) -> str:
    return f"{objeto or ''} · {fuente_codigo or fuente or 'sin fuente'}"


def _indicativo(libro: LibroLeido, metas: Iterable[Meta]) -> list[Cambio]:
    """Los campos que solo trae el indicativo; una meta que ya no esté en él sigue en el plan."""
    guardadas = {meta.codigo: meta for meta in metas}
    del_plan = {fila.meta_codigo for fila in libro.plan}
    cambios: list[Cambio] = []
    for fila in libro.indicativo:
        meta = guardadas.get(fila.meta_codigo)
        if meta is None:
            if fila.meta_codigo not in del_plan:
                cambios.append(Cambio("meta", fila.meta_codigo, NUEVO))
            continue
        cambios.extend(_campos("meta", meta.codigo, _anualizada(meta), _anualizada(fila)))
    return cambios


def _anualizada(meta: Meta | FilaIndicativo) -> Valores:
    valores: dict[str, object | None] = {
        "tipo de acumulación": None if meta.acumulacion is None else meta.acumulacion.value,
        "meta del cuatrienio": meta.meta_cuatrienio,
    }
    for anio, programado in meta.programacion:
        valores[f"programado {anio}"] = "NP" if programado is None else programado
    return valores


def _ejecucion(filas: Iterable[FilaEjecucion], registros: Sequence[Registro]) -> list[Cambio]:
    """Acumulados que el libro de ejecución movería; una celda vacía no mueve nada."""
    por_llave = {_llave(r.actividad_codigo or r.bpin, r.fuente_codigo, r.fuente): r for r in registros}
    cambios: list[Cambio] = []
    for fila in filas:
        objeto = _llave(fila.actividad_codigo or fila.bpin, fila.fuente_codigo, None)
        registro = por_llave.get(objeto)
        saldos = sumar_saldos([] if registro is None else [registro.saldos])
        despues: Valores = {
            "apropiación definitiva": fila.definitiva,
            "CDP": fila.cdp,
            "compromisos": fila.compromisos,
            "obligaciones": fila.obligaciones,
            "pagos": fila.pagos,
        }
        antes: Valores = {
            "apropiación definitiva": saldos.definitiva,
            "CDP": saldos.cdp,
            "compromisos": saldos.compromisos,
            "obligaciones": saldos.obligaciones,
            "pagos": saldos.pagos,
        }
        traidos = {campo: valor for campo, valor in despues.items() if valor is not None}
        cambios.extend(_campos("registro", objeto, antes, traidos))
    return cambios
