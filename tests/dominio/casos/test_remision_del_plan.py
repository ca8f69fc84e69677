"""Cada dependencia remite lo suyo; planeación recibe o devuelve, y queda quién, cuándo y qué."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dominio.casos.aprobacion_del_plan import DatosDeAprobacion, aprobar_plan
from dominio.casos.remision import (
    PeticionDeRemision,
    RevisionDeRemision,
    remisiones_del_plan,
    remitir_plan,
    responder_remision,
    revisar_remision,
)
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.ruta import PeticionDeMarca, marcar_ruta, ver_ruta
from dominio.errores import DependenciaFaltante, NoEncontrado, PermisoDenegado
from dominio.errores.ruta import (
    DependenciaBloqueada,
    DependenciaSinPlan,
    DevolucionSinRazon,
    MarcaNoAdmitida,
    PlanYaAprobado,
    RemisionFueraDeLugar,
    RemisionPropia,
)
from dominio.modelo.documento import ArchivoDeDocumento
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.marca import ClaseDeMarca
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.remision import AccionDeRemision, EstadoDeRemision, RemisionDeDependencia
from dominio.modelo.ruta import EstadoDePaso, Paso, Requisito
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import PLAN, V2026, Mundo
from tests.dominio.reglas.fabrica import fila

REMITIR, RECIBIR, DEVOLVER = AccionDeRemision
# Sin nombre y apellido: error de coherencia (R06).
SIN_RESPONSABLE = replace(PLAN[2], responsable="Por definir")


def _peticion(mundo: Mundo, accion: AccionDeRemision, razon: str | None = None) -> PeticionDeRemision:
    return PeticionDeRemision(accion, mundo.actividad("A-012").dependencia_id, razon, V2026)


def _salud(mundo: Mundo) -> RemisionDeDependencia:
    with mundo.como("planeacion", confirmar=False) as ctx:
        todas = remisiones_del_plan(ctx, V2026)[1]
    return next(r for r in todas if r.dependencia == "Secretaría de Salud")


def _remitir(mundo: Mundo, quien: str = "jefe_salud") -> RevisionDeRemision:
    with mundo.como(quien) as ctx:
        return remitir_plan(ctx, _peticion(mundo, REMITIR))


def _responder(mundo: Mundo, accion: AccionDeRemision, razon: str | None = None) -> RevisionDeRemision:
    with mundo.como("planeacion") as ctx:
        return responder_remision(ctx, _peticion(mundo, accion, razon))


def test_ida_y_vuelta_de_una_remision(mundo: Mundo) -> None:
    """Remite, se le devuelve con razón, remite otra vez y se recibe: cuatro actos con su autor y su traza."""
    assert _salud(mundo).estado is EstadoDeRemision.EN_DILIGENCIAMIENTO
    assert _remitir(mundo).remision.estado is EstadoDeRemision.REMITIDA
    assert _responder(mundo, DEVOLVER, "Falta el objetivo").remision.estado is EstadoDeRemision.DEVUELTA
    _remitir(mundo)
    assert _responder(mundo, RECIBIR).remision.estado is EstadoDeRemision.RECIBIDA

    actos = _salud(mundo).actos
    assert [(a.numero, a.accion, a.razon) for a in actos] == [
        (1, REMITIR, None),
        (2, DEVOLVER, "Falta el objetivo"),
        (3, REMITIR, None),
        (4, RECIBIR, None),
    ]
    assert [a.autor for a in actos][:2] == ["Persona jefe_salud", "Adriana Lucía Tello"]
    assert all(a.actividades == 2 for a in actos)
    assert len(mundo.traza("remitir_plan")) == 2
    assert dict(mundo.traza("devolver_plan")[0].despues or {})["razon"] == "Falta el objetivo"


def test_paso_cinco_hecho_cuando_todas_se_reciben(mundo: Mundo) -> None:
    """Con una sola recibida va en curso; con todas, hecho."""
    _remitir(mundo)
    _responder(mundo, RECIBIR)
    with mundo.como("planeacion") as ctx:
        assert ver_ruta(ctx, V2026).ruta.paso(Paso.REMISION).estado is EstadoDePaso.EN_CURSO
        infra = mundo.actividad("A-001").dependencia_id
        remitir_plan(ctx, PeticionDeRemision(REMITIR, infra, vigencia=V2026))
        responder_remision(ctx, PeticionDeRemision(RECIBIR, infra, vigencia=V2026))
        assert ver_ruta(ctx, V2026).ruta.paso(Paso.REMISION).estado is EstadoDePaso.HECHO


def test_jefatura_solo_remite_lo_suyo(mundo: Mundo) -> None:
    """Ni lo de otra dependencia, ni recibir ni devolver; el responsable no remite."""
    with mundo.como("jefe_infra", confirmar=False) as ctx:
        with pytest.raises(PermisoDenegado):
            remitir_plan(ctx, _peticion(mundo, REMITIR))
        with pytest.raises(PermisoDenegado):
            responder_remision(ctx, _peticion(mundo, RECIBIR))
        with pytest.raises(PermisoDenegado):
            revisar_remision(ctx, _peticion(mundo, DEVOLVER))
    with mundo.como("luz", confirmar=False) as ctx, pytest.raises(PermisoDenegado):
        remitir_plan(ctx, _peticion(mundo, REMITIR))
    with mundo.como("jefe_de_nada", confirmar=False) as ctx, pytest.raises(DependenciaFaltante):
        remitir_plan(ctx, PeticionDeRemision(REMITIR))
    with mundo.como("planeacion", confirmar=False) as ctx, pytest.raises(NoEncontrado):
        remitir_plan(ctx, PeticionDeRemision(REMITIR, IdDependencia(9_999)))


def test_fuera_de_lugar_no_guarda_nada(mundo: Mundo) -> None:
    """Recibir lo que no se ha remitido, remitir dos veces o devolver sin razón: error y ningún acto."""
    with pytest.raises(RemisionFueraDeLugar):
        _responder(mundo, RECIBIR)
    assert _salud(mundo).actos == ()
    _remitir(mundo)
    with pytest.raises(RemisionFueraDeLugar):
        _remitir(mundo)
    with pytest.raises(DevolucionSinRazon):
        _responder(mundo, DEVOLVER, "   ")
    assert len(_salud(mundo).actos) == 1


def test_errores_de_coherencia_bloquean(mundo: Mundo) -> None:
    """Una actividad sin nombre y apellido bloquea la remisión de su dependencia, y solo la suya."""
    mundo.importar(PLAN[0], PLAN[1], SIN_RESPONSABLE, PLAN[3])

    assert (_salud(mundo).estado, _salud(mundo).errores) == (EstadoDeRemision.BLOQUEADA, 1)
    with pytest.raises(DependenciaBloqueada) as error:
        _remitir(mundo)
    assert error.value.datos["errores"] == 1
    with mundo.como("jefe_infra") as ctx:
        assert remitir_plan(ctx, PeticionDeRemision(REMITIR)).remision.estado is EstadoDeRemision.REMITIDA
    mundo.importar(*PLAN)
    assert _remitir(mundo).remision.estado is EstadoDeRemision.REMITIDA


def _recibidas(mundo: Mundo) -> int | None:
    """Cuántas cuenta el paso 5 como recibidas."""
    with mundo.como("planeacion", confirmar=False) as ctx:
        requisitos = ver_ruta(ctx, V2026).ruta.paso(Paso.REMISION).requisitos
    return next(uno.prueba.hechos for uno in requisitos if uno.clave is Requisito.RECIBIDO)


def test_lo_que_cambia_despues_se_nota(mundo: Mundo) -> None:
    """Si lo remitido cambia se dice y no cuenta como recibido; un avance reportado no es un cambio."""
    _remitir(mundo)
    _responder(mundo, RECIBIR)
    with mundo.como("luz") as ctx:
        valor = ValorAvance(porcentaje=Porcentaje.de(30))
        renglon = mundo.actividad("A-012")
        registrar_avance(ctx, DatosAvance("uno", renglon.id, valor, aclaracion="Sí", dificultades="No"))
    assert not _salud(mundo).cambio_despues
    assert _recibidas(mundo) == 1

    mundo.importar(PLAN[0], PLAN[1], replace(PLAN[2], monto=Pesos.de(301)), PLAN[3])
    assert _salud(mundo).cambio_despues
    assert _recibidas(mundo) == 0
    assert _remitir(mundo).remision.estado is EstadoDeRemision.REMITIDA
    assert not _salud(mundo).cambio_despues


def test_dependencia_sin_plan_puede_no_aplicar(mundo: Mundo) -> None:
    """La que se quedó sin actividades no remite; con una razón deja de contar, y solo ella."""
    salud = mundo.actividad("A-012").dependencia_id
    mundo.importar(PLAN[0], PLAN[1])
    with mundo.como("planeacion") as ctx:
        with pytest.raises(DependenciaSinPlan):
            remitir_plan(ctx, PeticionDeRemision(REMITIR, salud, vigencia=V2026))
        con_plan = mundo.actividad("A-001").dependencia_id
        with pytest.raises(MarcaNoAdmitida):
            marcar_ruta(ctx, V2026, PeticionDeMarca(con_plan, ClaseDeMarca.NO_APLICA, "No ejecuta"))
        marcar_ruta(ctx, V2026, PeticionDeMarca(salud, ClaseDeMarca.NO_APLICA, "Es descentralizada"))
        remitir_plan(ctx, PeticionDeRemision(REMITIR, con_plan, vigencia=V2026))
        responder_remision(ctx, PeticionDeRemision(RECIBIR, con_plan, vigencia=V2026))
        assert ver_ruta(ctx, V2026).ruta.paso(Paso.REMISION).estado is EstadoDePaso.HECHO
    assert _salud(mundo).estado is EstadoDeRemision.NO_APLICA


def test_se_avisa_a_quien_le_importa(mundo: Mundo) -> None:
    """La remisión la sabe planeación; la devolución, la jefatura; nunca quien la hizo."""
    remitida = _remitir(mundo)
    devuelta = _responder(mundo, DEVOLVER, "Falta el objetivo")

    assert [p.nombre for p in remitida.avisar] == ["Adriana Lucía Tello"]
    assert [p.nombre for p in devuelta.avisar] == ["Persona jefe_salud"]


def test_plan_de_otra_vigencia_es_otra_remision(mundo: Mundo) -> None:
    """Lo remitido en 2026 no dice nada de 2025."""
    from dominio.valores.fechas import Vigencia

    anterior = fila(1, inicio=date(2025, 1, 1), fin=date(2025, 12, 31))
    mundo.importar(anterior, vigencia=Vigencia(2025))
    _remitir(mundo)
    with mundo.como("planeacion", confirmar=False) as ctx:
        de_2025 = remisiones_del_plan(ctx, Vigencia(2025))[1]
        assert remisiones_del_plan(ctx)[0] == V2026
    assert all(not r.actos for r in de_2025)


def test_quien_remite_no_recibe_lo_suyo(mundo: Mundo) -> None:
    """Si es la única persona de planeación se permite y queda dicho; si hay otra, la recibe ella."""
    _remitir(mundo, "planeacion")
    with mundo.como("planeacion", confirmar=False) as ctx:
        assert responder_remision(ctx, _peticion(mundo, RECIBIR)).propia
    with mundo.como("planeacion", confirmar=False) as ctx:
        ctx.unidad.personas.crear(NuevaPersona(ctx.entidad.id, "Otra Persona", Rol.PLANEACION, None))
        with pytest.raises(RemisionPropia):
            responder_remision(ctx, _peticion(mundo, RECIBIR))


def test_aprobado_no_se_remite_ni_cambia_despues(mundo: Mundo) -> None:
    """Aprobado el plan no se remite ni se devuelve, y lo modificado no es «cambió después»."""
    _remitir(mundo)
    _responder(mundo, RECIBIR)
    acta = ArchivoDeDocumento("acta.pdf", "application/pdf", 10, sha256="a" * 64)
    with mundo.como("planeacion") as ctx:
        aprobar_plan(ctx, DatosDeAprobacion("Acta 003", date(2026, 1, 20), acta, V2026))
    assert (_salud(mundo).cambio_despues, _salud(mundo).aprobada, _recibidas(mundo)) == (False, True, 1)
    with pytest.raises(PlanYaAprobado):
        _remitir(mundo)
    with pytest.raises(PlanYaAprobado):
        _responder(mundo, DEVOLVER, "Falta el objetivo")
