"""Los libros que llegan: se leen, se muestra qué se entendió y qué cambiaría, y se guardan al confirmar."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.motor.botones import APARTE
from bot.ordenes.parecidos import mas_parecido
from bot.tareas.modificaciones import lo_que_modifica, version_en_que_quedo
from bot.tareas.originales import conservar_original
from bot.tareas.rutas import nombre_seguro, ruta_de_lo_leido, ruta_del_libro
from bot.tareas.taller import Taller
from bot.textos.formatos import asi_entendi
from bot.textos.idioma import _, ngettext
from bot.textos.libros import aplicada, caducada, con_errores, hay_celdas, vista_previa
from bot.textos.marcado import unir
from dominio.casos.contexto import Contexto
from dominio.casos.formatos import anotar_propuesta, propuesta_de
from dominio.casos.importar import importar, revisar_importacion
from dominio.casos.perfiles import guardar_perfil, perfiles, registrar_libro
from dominio.modelo.encargo import Encargo
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.importacion import Decisiones
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, ResumenImportacion
from dominio.modelo.modificacion import DatosDeModificacion
from dominio.modelo.perfil import Perfil, Propuesta
from dominio.reglas.nombre_de_perfil import nombre_sugerido
from dominio.valores.fechas import Vigencia

_NO_ES_UN_LIBRO = "formato_desconocido"


def leer_libro(taller: Taller) -> None:
    """Lee el libro y muestra qué cambiaría, o qué se entendió si su formato es nuevo; nada se guarda."""
    ruta = ruta_del_libro(taller.herramientas.datos, taller.encargo)
    lector = taller.herramientas.lector
    with taller.contexto(escribe=False) as (_unidad, contexto):
        vigencia = taller.vigencia(contexto)
    confirmado = _perfil_confirmado(taller)
    if confirmado is not None:
        _revisar(taller, ruta, vigencia, lector.leer(ruta, vigencia.anio, perfil=confirmado))
        return
    propuesta = lector.proponer(ruta, vigencia.anio, _conocidos(taller))
    if propuesta.perfil is None:
        _revisar(taller, ruta, vigencia, _sin_perfil(taller, ruta, vigencia, propuesta))
        return
    libro = lector.leer(ruta, vigencia.anio, perfil=propuesta.perfil)
    if libro.errores or (propuesta.conocido and not any(duda.firme for duda in propuesta.dudas)):
        _revisar(taller, ruta, vigencia, libro)
        return
    _mostrar_lo_entendido(taller, propuesta, propuesta.perfil, libro)


def _conocidos(taller: Taller) -> Sequence[Perfil]:
    """Los formatos que la entidad ya guardó."""
    with taller.contexto(escribe=False) as (_unidad, contexto):
        return [guardado.perfil for guardado in perfiles(contexto)]


def _sin_perfil(taller: Taller, ruta: Path, vigencia: Vigencia, propuesta: Propuesta) -> LibroLeido:
    """El libro con el formato propio, o la razón por la que no se entendió nada."""
    if propuesta.del_contrato or not propuesta.motivo:
        return taller.herramientas.lector.leer(ruta, vigencia.anio)
    return LibroLeido(errores=(ErrorDeLibro("", "", _NO_ES_UN_LIBRO, propuesta.motivo),))


def _perfil_confirmado(taller: Taller) -> Perfil | None:
    """El que la persona acaba de confirmar, si este encargo viene de ahí."""
    origen = taller.encargo.parametros.get("libro")
    if origen is None:
        return None
    with taller.contexto(escribe=False) as (_unidad, contexto):
        _encargo, _propuesta, perfil = propuesta_de(contexto, IdEncargo(int(str(origen))))
    return perfil


def _mostrar_lo_entendido(taller: Taller, propuesta: Propuesta, perfil: Perfil, libro: LibroLeido) -> None:
    """Qué se entendió, la cuenta de filas y de dinero, y los botones para confirmarlo."""
    numero = taller.encargo.id
    hay_dudas = any(duda.firme for duda in propuesta.dudas)
    botones = (
        (_("Resolver las dudas"), f"l:{numero}:d")
        if hay_dudas
        else (_("Comparar con el plan"), f"l:{numero}:s"),
        (_("Ver las columnas"), f"l:{numero}:c:0"),
        (_("Descartar"), f"l:{numero}:no"),
    )
    nombre = str(taller.encargo.parametros.get("nombre") or "")
    with taller.contexto(escribe=True) as (unidad, contexto):
        anotar_propuesta(contexto, taller.encargo, propuesta)
        taller.responder(unidad, asi_entendi(propuesta, perfil, libro, nombre), botones)
        taller.cerrar(unidad)


def _revisar(taller: Taller, ruta: Path, vigencia: Vigencia, libro: LibroLeido) -> None:
    with taller.contexto(escribe=False) as (_unidad, contexto):
        revision = revisar_importacion(contexto, vigencia, libro, Decisiones(parecido=mas_parecido))
        modifica, aviso = lo_que_modifica(contexto, vigencia, revision.resumen)
    if revision.errores or revision.resumen is None:
        _con_errores(taller, ruta, revision.errores, libro)
        return
    huella = hashlib.sha256(ruta.read_bytes()).hexdigest()
    ruta_de_lo_leido(taller.herramientas.datos, taller.encargo).write_text(
        taller.herramientas.canje.a_json(libro), encoding="utf-8"
    )
    parametros = {**taller.encargo.parametros, "vigencia": vigencia.anio, "huella": huella}
    if revision.resumen.exige_acto:
        parametros |= {"exige_acto": True, "modifica": modifica}
    with taller.contexto(escribe=True) as (unidad, _contexto):
        unidad.encargos.guardar_parametros(taller.encargo.id, parametros)
        botones = _botones_de(revision.resumen, taller.encargo.id)
        if revision.resumen.exige_acto:
            # Lo que sigue son preguntas: la vista previa queda en el chat para mirarla mientras tanto.
            botones = [(rotulo, f"{APARTE}{dato}") for rotulo, dato in botones]
        previa = [texto for texto in (aviso, vista_previa(revision.resumen, vigencia)) if texto]
        taller.responder(unidad, unir(previa), botones)
        taller.cerrar(unidad)


def _botones_de(resumen: ResumenImportacion, encargo: IdEncargo) -> list[tuple[str, str]]:
    """Confirmar y descartar; y si hay códigos por corregir o dependencias que no trae, confirmar con eso."""
    botones = [(_("Confirmar importación"), f"i:{encargo}:si"), (_("Descartar"), f"i:{encargo}:no")]
    corregibles = sum(codigo.propone is not None for codigo in resumen.codigos)
    if corregibles:
        frase = ngettext(
            "Confirmar y corregir %(n)s código", "Confirmar y corregir %(n)s códigos", corregibles
        )
        botones.append((frase % {"n": corregibles}, f"i:{encargo}:cor"))
    if resumen.quedan:
        botones.append((_("Confirmar y cerrar lo demás"), f"i:{encargo}:todo"))
    return botones


def _con_errores(taller: Taller, ruta: Path, errores: Sequence[ErrorDeLibro], libro: LibroLeido) -> None:
    anotado = taller.destino(f"{nombre_seguro(taller.encargo)}.errores.xlsx")
    if hay_celdas(errores):
        taller.herramientas.escritor.anotado(ruta, errores, anotado, libro)
    with taller.contexto(escribe=True) as (unidad, _contexto):
        taller.responder(unidad, con_errores(errores))
        if hay_celdas(errores):
            taller.mandar(unidad, anotado)
        taller.cerrar(unidad)


def aplicar(taller: Taller) -> None:
    """Guarda el libro que se revisó, si el plan no cambió mientras tanto lo vuelve a comparar."""
    origen = IdEncargo(int(str(taller.encargo.parametros["lectura"])))
    with taller.contexto(escribe=False) as (unidad, _contexto):
        lectura = unidad.encargos.traer(origen)
    leido = ruta_de_lo_leido(taller.herramientas.datos, lectura)
    libro = None
    if leido.exists():
        libro = taller.herramientas.canje.de_json(leido.read_text(encoding="utf-8"))
    with taller.contexto(escribe=True) as (unidad, contexto):
        if libro is None:
            taller.responder(unidad, caducada())
        else:
            vigencia = Vigencia(int(str(lectura.parametros["vigencia"])))
            huella = str(lectura.parametros["huella"])
            resumen = importar(contexto, vigencia, libro, huella, _decisiones(taller, lectura))
            formato = _guardar_formato(taller, contexto, lectura, libro)
            _conservar(taller, contexto, lectura, formato)
            quedo = version_en_que_quedo(contexto, vigencia, resumen)
            dicho = [aplicada(resumen, vigencia, formato), *([quedo] if quedo else [])]
            taller.responder(unidad, unir(dicho))
        taller.cerrar(unidad)


def _guardar_formato(taller: Taller, contexto: Contexto, lectura: Encargo, libro: LibroLeido) -> str | None:
    """El nombre del perfil con que se leyó; uno nuevo se guarda con el nombre del archivo."""
    if libro.perfil is None:
        return None
    origen = lectura.parametros.get("libro")
    if origen is None:
        return libro.perfil
    _encargo, _propuesta, perfil = propuesta_de(contexto, IdEncargo(int(str(origen))))
    guardados = [guardado.perfil for guardado in perfiles(contexto)]
    nombre = nombre_sugerido(str(lectura.parametros.get("nombre") or ""), perfil, guardados)
    return guardar_perfil(contexto, nombre, perfil).nombre


def _conservar(taller: Taller, contexto: Contexto, lectura: Encargo, formato: str | None) -> None:
    """El original queda como llegó: con él se audita y se devuelve el formato de la entidad."""
    recibido = ruta_del_libro(taller.herramientas.datos, lectura)
    nombre = str(lectura.parametros.get("nombre") or recibido.name)
    original = conservar_original(taller.herramientas.datos, recibido, nombre)
    vigencia = Vigencia(int(str(lectura.parametros["vigencia"])))
    registrar_libro(contexto, vigencia, original, formato, aplicado=True)


def _decisiones(taller: Taller, lectura: Encargo) -> Decisiones:
    """Lo que la persona resolvió: si corrige los códigos, y con qué acto modifica un plan aprobado."""
    codigos = frozenset({"todas"} if lectura.parametros.get("corregir_codigos") else ())
    completo = bool(lectura.parametros.get("completo"))
    return Decisiones(codigos, completo, parecido=mas_parecido, modificacion=_modificacion(taller))


def _modificacion(taller: Taller) -> DatosDeModificacion | None:
    dato = taller.encargo.parametros.get("modificacion")
    if not isinstance(dato, dict):
        return None
    fecha = dato.get("fecha_acto")
    return DatosDeModificacion(
        dato.get("razon"), dato.get("acto"), date.fromisoformat(fecha) if fecha else None
    )
